"""Every format, in the order users see them. A new format is one line more in FORMATS."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.argument_table import ARGUMENT_TABLE
from annotator.formats.articles import ARTICLE_FORMATS
from annotator.formats.brat import BRAT
from annotator.formats.cas import CAS_JSON, XMI
from annotator.formats.conll import CONLL
from annotator.formats.dna import DNA
from annotator.formats.docbin import DOCBIN
from annotator.formats.doccano import DOCCANO
from annotator.formats.ecbplus import ECBPLUS
from annotator.formats.format import Format
from annotator.formats.gate import GATE
from annotator.formats.geovirus import GEOVIRUS
from annotator.formats.head import Head
from annotator.formats.jsonl import JSONL
from annotator.formats.labelstudio import LABEL_STUDIO
from annotator.formats.labelstudio.flat import LABEL_STUDIO_TABLE
from annotator.formats.networks import NETWORK, STATEMENTS
from annotator.formats.nif import NIF
from annotator.formats.parquet import PARQUET
from annotator.formats.plain import PLAIN
from annotator.formats.prodigy import PRODIGY
from annotator.formats.pubannotation import PUBANNOTATION
from annotator.formats.refi import REFI
from annotator.formats.spacy_json import SPACY_JSON
from annotator.formats.table import CSV, XLSX
from annotator.formats.tables import TABLES
from annotator.formats.taguette import TAGUETTE
from annotator.formats.web_annotation import WEB_ANNOTATION
from annotator.formats.webanno import WEBANNO
from annotator.formats.webanno.earlier import WEBANNO_EARLIER

FORMATS: tuple[Format, ...] = (
    PLAIN,
    JSONL,
    PRODIGY,
    DOCCANO,
    LABEL_STUDIO,
    LABEL_STUDIO_TABLE,
    BRAT,
    CONLL,
    WEBANNO,
    WEBANNO_EARLIER,
    XMI,
    CAS_JSON,
    GATE,
    NIF,
    REFI,
    DNA,
    TAGUETTE,
    GEOVIRUS,
    ECBPLUS,
    ARGUMENT_TABLE,
    DOCBIN,
    SPACY_JSON,
    PARQUET,
    CSV,
    XLSX,
    STATEMENTS,
    NETWORK,
    WEB_ANNOTATION,
    PUBANNOTATION,
    *TABLES,
    *ARTICLE_FORMATS,
)


def format_named(name: str) -> Format | None:
    """The format of that name, or None."""
    return next((one for one in FORMATS if one.name == name), None)


def format_for(path: Path) -> Format | None:
    """The format a file's suffix tells of, the first of those that share it, or None."""
    suffix = path.suffix.lower()
    return next((one for one in FORMATS if suffix in one.suffixes), None)


def format_of(path: Path, *, least: int = 1) -> Format | None:
    """The format that a file's name and beginning look most like, or None.

    Only formats that can be read are looked at, and only scores of `least`; of equals,
    the first is taken.
    """
    head = Head.of(path)
    best, most = None, least - 1
    for one in FORMATS:
        score = one.score(head) if one.reads else 0
        if score > most:
            best, most = one, score
    return best
