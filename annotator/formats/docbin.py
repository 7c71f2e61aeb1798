"""spaCy's own `.spacy` files (DocBin): marks in `doc.spans["sc"]` and `doc.ents`.

Tokens are those of the blank pipeline of an article's language. All marks go to the
span group; of marks that overlap, `doc.ents` gets the longest. Marks are put on
tokens and lose white space at their edges, since spaCy trains on such marks without
complaint and learns nothing. Needs spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.aligning import TOKENS, aligned
from annotator.formats.fitting import FRAGMENTS, apart
from annotator.formats.format import (
    Can,
    Format,
    Loss,
    ReadOptions,
    WriteOptions,
    extra,
    whole_file,
)
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled, title_of

_GROUP = "sc"
_NAME = "annotator_name"
_WORD_CHOICE = type(TOKENS)(TOKENS.name, TOKENS.title, TOKENS.values[:3])


def _fit(record: Record, options: WriteOptions, losses: list[Loss]) -> Record:
    tokens = [(token.idx, token.idx + len(token)) for token in _doc(record) if not token.is_space]
    return aligned(record, tokens, options.choice(_WORD_CHOICE), losses)


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    """One DocBin of all articles."""
    tokens = extra("spacy.tokens", "spacy", "Writing .spacy files")
    store = tokens.DocBin(store_user_data=True)
    for record in records:
        doc = _doc(record)
        doc.user_data = {_NAME: record.name}
        spans = {
            span.name: doc.char_span(*span.fragments[0], label=span.label, span_id=span.name)
            for span in record.spans
        }
        doc.spans[_GROUP] = list(spans.values())
        doc.ents = [spans[span.name] for span in apart(record.spans, "longest")]
        store.add(doc)
    out.write(store.to_bytes())


def _doc(record: Record) -> Any:
    return _pipeline(record.language.partition("-")[0].casefold()).make_doc(record.text)


@lru_cache(maxsize=8)
def _pipeline(language: str) -> Any:
    spacy = extra("spacy", "spacy", "Writing .spacy files")
    try:
        pipeline = spacy.blank(language or "en")
    except (ImportError, ValueError, OSError):  # a language that spaCy has not, or not here
        pipeline = spacy.blank("xx")
    pipeline.max_length = 10**9
    return pipeline


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The documents of a file: every span group, and entities that are in none."""
    tokens = extra("spacy.tokens", "spacy", "Reading .spacy files")
    try:
        data = whole_file(source)
    except BadInput as bad:
        options.refused(bad)
        return
    try:
        docs = list(tokens.DocBin().from_bytes(data).get_docs(_pipeline("xx").vocab))
    except Exception as reason:  # noqa: BLE001  whatever a damaged file makes it raise
        said = f"is no .spacy file, or a damaged one ({type(reason).__name__})"
        options.refused(BadInput(str(source), None, said))
        return
    for at, doc in enumerate(docs, 1):
        try:
            yield _record(source, at, doc, len(data) // len(docs), options)
        except BadInput as bad:
            options.refused(bad)


def _record(source: Path, at: int, doc: Any, size: int, options: ReadOptions) -> Record:
    raws: list[RawSpan] = []
    seen: set[tuple[str, Fragment]] = set()
    for span in [*(one for group in doc.spans.values() for one in group), *doc.ents]:
        place = (span.start_char, span.end_char)
        if span in doc.ents and (span.label_, place) in seen:
            continue
        seen.add((span.label_, place))
        name = span.id_ or f"s{len(raws) + 1}"
        raws.append(RawSpan(name=name, label=span.label_, fragments=(place,), quote=span.text))
    name = str(doc.user_data.get(_NAME) or f"{source.stem}-{at}")
    record = Record(
        name=name,
        text=doc.text,
        title=title_of(doc.text, name),
        answer=Answer.ACCEPT,
        file=str(source),
        size=size,
    )
    return settled(record, raws, [], options)


def _sniff(head: Head) -> int:
    return 60 if head.suffix == ".spacy" else 0


DOCBIN = Format(
    name="spacy",
    title="spaCy (.spacy, DocBin)",
    suffixes=(".spacy",),
    holds=frozenset({Can.OVERLAPS, Can.NAMES, Can.UNMARKED, Can.TEXT}),
    loses=("marks that overlap, in doc.ents (the longest stays; doc.spans has all)",),
    choices=(_WORD_CHOICE, FRAGMENTS),
    needs=("spacy",),
    extra="spacy",
    read=read,
    write=write,
    sniff=_sniff,
    fit=_fit,
)
