"""Prodigy: JSON Lines with spans, tokens, relations, answers and hashes.

Offsets are code points; `token_start` and `token_end` are token ids, the last one
included; a relation's `head` and `child` are the last token of a span. Tokens and
hashes that came in with an article go out with it again. Marks carry their own
`id`, `attributes` and `note`, which Prodigy passes on untouched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.annotators import between_annotators, by_annotator
from annotator.formats.facts import as_text, facts_of, with_facts
from annotator.formats.fitting import FRAGMENTS
from annotator.formats.format import FACTS, Can, Format, ReadOptions, WriteOptions
from annotator.formats.head import Head
from annotator.formats.json_files import dumped, entries, objects_in
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord, SpanRecord
from annotator.formats.settling import settled
from annotator.formats.tokenizing import edges_of, tokens_of

_HASHES = ("_input_hash", "_task_hash")
_KEPT = ("_view_id", "_session_id", "_timestamp", "_is_binary")
_TOKENS = "_tokens"
_OWN = ("text", "tokens", "spans", "relations", "answer", "meta", "_annotator_id", "id", "label")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a file, one a line."""
    for line, value, size in entries(source, options):
        try:
            yield _record(source, line, value, size, options)
        except BadInput as bad:
            options.refused(bad)


def _record(
    source: Path, line: int | None, value: dict[str, Any], size: int, options: ReadOptions
) -> Record:
    def bad(reason: str) -> BadInput:
        return BadInput(str(source), line, reason)

    text, meta = value.get("text"), value.get("meta") or {}
    if not isinstance(text, str):
        raise bad("has no text")
    spans = objects_in(value, "spans", bad)
    raws = []
    by_token: dict[object, str] = {}
    for at, span in enumerate(spans, 1):
        if type(span.get("start")) is not int or type(span.get("end")) is not int:
            raise bad(f"span {at} has no start and end in whole numbers")
        raw = _raw(at, span)
        raws.append(raw)
        by_token[_token(span, "token_end")] = raw.name
        by_token[(raw.fragments[0], raw.label)] = raw.name
    answer = value.get("answer")
    record = Record(
        name=as_text(value.get("id") or _id_of(meta) or f"{source.stem}-{line}"),
        text=text,
        annotator=as_text(value.get("_annotator_id") or ""),
        answer=Answer(answer) if answer in list(Answer) else None,
        file=str(source),
        line=line,
        size=size,
    )
    if isinstance(meta, dict):
        record = with_facts(record, meta, ("id",))
    record = msgspec.structs.replace(record, more=(*record.more, *_kept(value)))
    return settled(record, raws, list(_relations(value, by_token, bad)), options)


def _id_of(meta: object) -> object:
    return meta.get("id") if isinstance(meta, dict) else None


def _raw(at: int, span: Mapping[str, Any]) -> RawSpan:
    attributes = span.get("attributes")
    return RawSpan(
        name=as_text(span.get("id") or f"s{at}"),
        label=as_text(span.get("label") or ""),
        fragments=((span["start"], span["end"]),),
        quote=span["text"] if isinstance(span.get("text"), str) else "",
        answers=tuple(
            (as_text(one.get("name", "")), as_text(one.get("value", "")))
            for one in (attributes if isinstance(attributes, list) else ())
            if isinstance(one, dict)
        ),
        note=as_text(span.get("note") or ""),
        annotator=as_text(span.get("annotator") or ""),
    )


def _kept(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What goes out again as it came in: hashes, and tokens as start-end pairs."""
    for key in (*_HASHES, *_KEPT):
        if value.get(key) is not None:
            yield key, as_text(value[key])
    tokens = value.get("tokens")
    if isinstance(tokens, list) and tokens:
        pairs = [(one.get("start"), one.get("end")) for one in tokens if isinstance(one, dict)]
        if all(type(place) is int for pair in pairs for place in pair):
            yield _TOKENS, " ".join(f"{start}-{end}" for start, end in pairs)


def _relations(
    value: Mapping[str, Any], by_token: Mapping[Any, str], bad: Any
) -> Iterator[RelationRecord]:
    for at, link in enumerate(objects_in(value, "relations", bad), 1):
        ends = []
        for key in ("head", "child"):
            span = link.get(f"{key}_span")
            name = None
            if isinstance(span, dict):
                place = (
                    (_token(span, "start"), _token(span, "end")),
                    as_text(span.get("label") or ""),
                )
                name = by_token.get(place)
            name = name or by_token.get(_token(link, key))
            if name is None:
                raise bad(f"relation {at} has a {key} that is no span")
            ends.append(name)
        yield RelationRecord(
            name=as_text(link.get("id") or f"r{at}"),
            label=as_text(link.get("label") or ""),
            head=ends[0],
            child=ends[1],
        )


def _token(value: Mapping[str, Any], key: str) -> int | None:
    """A number under a key, None for what is none."""
    found = value.get(key)
    return found if type(found) is int else None


# -- writing ---------------------------------------------------------------------------


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    """One line for each record and each of its annotators."""
    for record in records:
        out.writelines(dumped(_task(one)) + b"\n" for one in by_annotator(record))


def _task(record: Record) -> dict[str, object]:
    more = dict(record.more)
    kept = {key: more[key] for key in (*_HASHES, *_KEPT) if key in more}
    facts = {key: one for key, one in facts_of(record).items() if key not in (*kept, _TOKENS)}
    tokens = _tokens(record, more.get(_TOKENS, ""))
    spans = {span.name: _span(span, record.text, tokens) for span in record.spans}
    task: dict[str, object] = {"id": record.name, "text": record.text, "meta": facts}
    for key, value in kept.items():
        task[key] = json.loads(value) if key not in _KEPT[:2] else value
    task["tokens"] = [
        {
            "text": record.text[start:end],
            "start": start,
            "end": end,
            "id": at,
            "ws": record.text[end : end + 1].isspace(),
        }
        for at, (start, end) in enumerate(tokens)
    ]
    task["spans"] = list(spans.values())
    if record.relations:
        task["relations"] = [_link(one, spans) for one in record.relations]
    if record.annotator:
        task["_annotator_id"] = record.annotator
    task["answer"] = str(record.answer or Answer.IGNORE)
    return task


def _tokens(record: Record, kept: str) -> list[Fragment]:
    """The tokens an article came with, else our own, cut where marks begin and end."""
    edges = set(edges_of(one for span in record.spans for one in span.fragments))
    if kept:
        pairs = [pair.partition("-") for pair in kept.split(" ")]
        tokens = [(int(start), int(end)) for start, _, end in pairs]
        if edges <= set(edges_of(tokens)):
            return tokens
    return tokens_of(record.text, edges)


def _span(span: SpanRecord, text: str, tokens: list[Fragment]) -> dict[str, object]:
    ((start, end),) = span.fragments
    firsts = {token[0]: at for at, token in enumerate(tokens)}
    lasts = {token[1]: at for at, token in enumerate(tokens)}
    found: dict[str, object] = {"start": start, "end": end}
    if start in firsts and end in lasts:
        found |= {"token_start": firsts[start], "token_end": lasts[end]}
    found |= {"label": span.label, "text": text[start:end], "id": span.name}
    if span.answers:
        found["attributes"] = [{"name": name, "value": value} for name, value in span.answers]
    if span.note:
        found["note"] = span.note
    if span.annotator:
        found["annotator"] = span.annotator
    return found


def _link(link: RelationRecord, spans: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    keys = ("start", "end", "token_start", "token_end", "label")
    ends = [
        {key: spans[name][key] for key in keys if key in spans[name]}
        for name in (link.head, link.child)
    ]
    return {
        "id": link.name,
        "head": ends[0].get("token_end", -1),
        "child": ends[1].get("token_end", -1),
        "label": link.label,
        "head_span": ends[0],
        "child_span": ends[1],
    }


def _sniff(head: Head) -> int:
    if head.suffix not in (".jsonl", ".ndjson") or b'"article-annotations/' in head.data[:200]:
        return 0
    if head.has_key("_input_hash") or head.has_key("token_start"):
        return 80
    spans = head.object.get("spans")
    if isinstance(head.object.get("text"), str) and isinstance(spans, list):
        return 60
    return 30 if head.has_key("text", "spans") else 25 if _only_text(head) else 0


def _only_text(head: Head) -> bool:
    return isinstance(head.object.get("text"), str) and set(head.object) <= {"text", "meta"}


PRODIGY = Format(
    name="prodigy",
    title="Prodigy (JSON Lines)",
    suffixes=(".jsonl", ".ndjson"),
    holds=frozenset(Can) - {Can.ENTITIES, Can.FRAGMENTS},
    facts=frozenset(FACTS),
    choices=(FRAGMENTS,),
    loses=("relations between marks of two annotators",),
    read=read,
    write=write,
    sniff=_sniff,
    losses_of=between_annotators,
)
