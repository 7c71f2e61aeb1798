"""UIMA CAS as JSON, version 0.4: self-contained, types and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput
from annotator.formats.cas.structures import (
    RELATION,
    SPAN,
    Structure,
    View,
    records,
    structures_of,
)
from annotator.formats.facts import as_text
from annotator.formats.file_names import FileNames
from annotator.formats.format import Files, ReadOptions, WriteOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.json_files import decoded, dumped
from annotator.formats.record import Record

_SOFA = "uima.cas.Sofa"


def sniff_json(head: Head) -> int:
    """Whether a file of JSON is a CAS."""
    return 95 if head.has_key("%FEATURE_STRUCTURES") or head.has_key("%TYPES") else 0


def read_json(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The texts of one CAS."""
    try:
        data = whole_file(source)
        views = list(_views(source, decoded(data, source)))
    except BadInput as bad:
        options.refused(bad)
        return
    yield from records(source, views, len(data), options)


def _views(source: Path, value: Any) -> Iterator[View]:
    given = value.get("%FEATURE_STRUCTURES") if isinstance(value, dict) else None
    if isinstance(given, dict):
        given = [one | {"%ID": key} for key, one in given.items() if isinstance(one, dict)]
    if not isinstance(given, list):
        raise BadInput(str(source), None, "has no list of feature structures")
    every = [one for one in given if isinstance(one, dict)]
    for sofa in every:
        if sofa.get("%TYPE") != _SOFA:
            continue
        text = sofa.get("sofaString")
        own = [one for one in every if one.get("@sofa") == sofa.get("%ID")]
        yield View(
            as_text(sofa.get("sofaID") or ""),
            text if isinstance(text, str) else "",
            tuple(_structure(one) for one in own if _is_placed(one)),
        )


def _is_placed(one: dict[str, Any]) -> bool:
    return type(one.get("begin")) is int and type(one.get("end")) is int


def _structure(one: dict[str, Any]) -> Structure:
    plain = {
        key: as_text(value)
        for key, value in one.items()
        if key[:1] not in "%@^" and key not in ("begin", "end") and value is not None
    }
    references = {
        key[1:]: as_text(value) for key, value in one.items() if key[:1] == "@" and key != "@sofa"
    }
    name = as_text(one.get("%TYPE") or "")
    return Structure(as_text(one.get("%ID")), name, one["begin"], one["end"], plain, references)


def write_json(records_: Iterable[Record], out: Files, options: WriteOptions) -> None:  # noqa: ARG001
    """A file for each record."""
    names = FileNames()
    for record in records_:
        with out.create(f"{names.free(record.name)}.json") as file:
            file.write(dumped(_cas(record), indent=1) + b"\n")


def _cas(record: Record) -> dict[str, object]:
    structures, features = structures_of(record)
    sofa: dict[str, object] = {"%ID": 1, "%TYPE": _SOFA, "sofaNum": 1, "sofaID": "_InitialView"}
    sofa |= {"mimeType": "text/plain", "sofaString": record.text}
    placed: list[dict[str, object]] = []
    for one in structures:
        found: dict[str, object] = {"%ID": int(one.id), "%TYPE": one.type, "@sofa": 1}
        found |= {"begin": one.begin, "end": one.end}
        found |= {f"@{key}": int(value) for key, value in one.references.items()}
        placed.append(found | dict(one.features))
    members = [int(one.id) for one in structures]
    return {
        "%TYPES": {
            SPAN: _type(SPAN, dict.fromkeys(features, "uima.cas.String")),
            RELATION: _type(
                RELATION,
                {
                    "Governor": SPAN,
                    "Dependent": SPAN,
                    "label": "uima.cas.String",
                    "uid": "uima.cas.String",
                },
            ),
        },
        "%FEATURE_STRUCTURES": [sofa, *placed],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }


def _type(name: str, features: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation"}
    return found | {key: {"%NAME": key, "%RANGE": kind} for key, kind in features.items()}
