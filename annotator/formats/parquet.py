"""Parquet: training data as a table of nested columns, as Hugging Face's hub keeps it.

The columns are the keys of the native JSON Lines, and are checked in the same way when
they are read; `meta.more` are further facts. Needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats import parquet_rows
from annotator.formats.format import Can, Format, Loss, ReadOptions, WriteOptions, extra
from annotator.formats.head import Head
from annotator.formats.jsonl_reading import record_of_value
from annotator.formats.jsonl_shape import META_KEYS
from annotator.formats.jsonl_writing import plain
from annotator.formats.parquet_rows import ParquetRows
from annotator.formats.record import Record

_ROWS = 500
"""Articles of a row group."""


def _schema(arrow: Any) -> Any:
    text, number = arrow.string(), arrow.int64()
    pair = arrow.struct([("name", text), ("value", text)])
    span = [("id", text), ("start", number), ("end", number), ("label", text), ("text", text)]
    span += [("fragments", arrow.list_(arrow.list_(number))), ("attributes", arrow.list_(pair))]
    span += [("note", text), ("annotator", text)]
    link = [(key, text) for key in ("id", "label", "head", "child")]
    meta = [(key, arrow.list_(text) if key == "keywords" else text) for key in META_KEYS]
    meta.append(("more", arrow.list_(pair)))
    return arrow.schema(
        [
            ("format", text),
            ("id", text),
            ("text", text),
            ("annotator", text),
            ("spans", arrow.list_(arrow.struct(span))),
            ("relations", arrow.list_(arrow.struct(link))),
            ("meta", arrow.struct(meta)),
            ("answer", text),
        ]
    )


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One table, a row an article, written some hundreds at a time."""
    arrow = extra("pyarrow", "parquet", "Writing Parquet")
    parquet = extra("pyarrow.parquet", "parquet", "Writing Parquet")
    schema = _schema(arrow)
    rows = (_row(record, options) for record in records)
    with parquet.ParquetWriter(out, schema, compression="zstd") as table:
        while some := list(islice(rows, _ROWS)):
            table.write_table(arrow.Table.from_pylist(some, schema=schema))


def _row(record: Record, options: WriteOptions) -> dict[str, Any]:
    row = plain(record, options.offsets)
    meta: Any = row["meta"]
    more = [{"name": key, "value": one} for key, one in meta.items() if key not in META_KEYS]
    row["meta"] = {key: meta[key] for key in META_KEYS} | {"more": more}
    return row


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The rows of a table, checked as lines of training data are."""
    try:
        with parquet_rows.opened(source) as table:
            yield from _records(source, table, options)
    except BadInput as bad:
        options.refused(bad)


def _records(source: Path, table: ParquetRows, options: ReadOptions) -> Iterator[Record]:
    if not {"spans", "text"} <= {name.partition(".")[0] for name in table.names}:
        raise BadInput(str(source), None, "has no columns text and spans, as training data has")
    for number, row in table:
        yield from _record(source, number, row, options)


def _record(
    source: Path, number: int, row: dict[str, Any], options: ReadOptions
) -> Iterator[Record]:
    try:
        yield record_of_value(source, number, _line(row), options)
    except BadInput as bad:
        options.refused(bad)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    meta = dict(row.get("meta") or {})
    for one in meta.pop("more", None) or ():
        meta[one["name"]] = one["value"]
    return row | {"meta": meta}


def _fit(record: Record, options: WriteOptions, losses: list[Loss]) -> Record:  # noqa: ARG001
    """The columns have no place for the version of the codebook that a mark was made under."""
    spans = []
    for span in record.spans:
        if span.codebook_version > 1:
            detail = f"{span.name} {span.codebook_version}"
            losses.append(Loss(record.name, "version of the codebook of a mark", detail))
        spans.append(msgspec.structs.replace(span, codebook_version=1))
    return msgspec.structs.replace(record, spans=tuple(spans))


def _sniff(head: Head) -> int:
    return 90 if head.data.startswith(b"PAR1") else 0


PARQUET = Format(
    name="parquet",
    title="Parquet (Hugging Face)",
    suffixes=(".parquet",),
    holds=frozenset(Can) - {Can.ENTITIES},
    facts=frozenset({"title", "source", "url", "published", "language", "keywords", "more"}),
    needs=("pyarrow",),
    extra="parquet",
    loses=("versions of the codebook",),
    read=read,
    write=write,
    sniff=_sniff,
    fit=_fit,
)
