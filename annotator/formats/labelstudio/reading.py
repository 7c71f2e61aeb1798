"""Reading Label Studio tasks: a record for each annotation, or for each minimal task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.facts import as_text, with_facts
from annotator.formats.format import ReadOptions
from annotator.formats.head import Head
from annotator.formats.json_files import objects
from annotator.formats.labelstudio.configuration import FRAGMENT, NOTE
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled

_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
_PASSED_OVER = ("text", "doc_id", "text_sha256")


def sniff(head: Head) -> int:
    """Whether a file of JSON holds tasks."""
    if head.suffix != ".json" or not head.is_json:
        return 0
    if head.has_key("from_name", "result") or head.has_key("data", "annotations"):
        return 80
    return 60 if head.has_key("labels", "start", "end") else 0


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a file; what is not text (pictures, sound) is refused."""
    for at, (_, task, size) in enumerate(objects(source, options), 1):
        try:
            yield from records_of(source, at, task, size, options)
        except BadInput as bad:
            options.refused(bad)


def records_of(
    source: Path, at: int, task: dict[str, Any], size: int, options: ReadOptions
) -> Iterator[Record]:
    """The records of one task, the `at`th of a file. Raises BadInput."""
    data = task.get("data")
    minimal = not isinstance(data, dict)
    known: dict[str, Any] = task if minimal else data  # type: ignore[assignment]
    text = _text_of(known)
    number = f"task {task.get('id', at)}"
    if not text:
        raise BadInput(str(source), None, f"{number} has no text")
    name = known.get("doc_id") or task.get("id") or f"{source.stem}-{at}"
    bare = Record(name=as_text(name), text=text, file=str(source), size=size)
    if minimal:
        marks = [(key, one) for key, one in task.items() if is_marks(one)]
        raws = [raw for _, several in marks for raw in _minimal(several)]
        known = {key: one for key, one in known.items() if not is_marks(one) and key != "id"}
        yield settled(_with_facts(bare, known, text), raws, [], options)
        return
    bare = _with_facts(bare, known, text)
    several = task.get("annotations") or task.get("completions") or []
    if not isinstance(several, list):
        raise BadInput(str(source), None, f"{number} has no list of annotations")
    if not several:
        yield settled(bare, [], [], options)
    for one in several:
        if isinstance(one, dict):
            yield _annotated(bare, number, one, options)


def _with_facts(record: Record, known: Mapping[str, Any], text: str) -> Record:
    return with_facts(record, {key: one for key, one in known.items() if one != text}, _PASSED_OVER)


def _annotated(bare: Record, number: str, one: Mapping[str, Any], options: ReadOptions) -> Record:
    results = one.get("result") or []
    if not isinstance(results, list) or not all(isinstance(entry, dict) for entry in results):
        raise BadInput(bare.file, None, f"{number} has a result that is not a list of objects")
    raws, links = _Regions(bare.file, number).read(results)
    skipped = one.get("was_cancelled") is True
    answer = Answer.IGNORE if skipped else Answer.ACCEPT
    record = msgspec.structs.replace(bare, annotator=_by(one), answer=answer)
    raws = [msgspec.structs.replace(raw, annotator=raw.annotator or _by(one)) for raw in raws]
    return settled(record, raws, links, options)


def _by(annotation: Mapping[str, Any]) -> str:
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        return as_text(by.get("email") or by.get("username") or by.get("id") or "")
    return ""


def _text_of(data: Mapping[str, Any]) -> str:
    """The text of a task: under the usual name, or the longest string there is."""
    if isinstance(data.get("text"), str):
        return str(data["text"])
    texts = [one for key, one in data.items() if isinstance(one, str) and key != "doc_id"]
    longest = max(texts, key=len, default="")
    return "" if "://" in longest.split(" ")[0] else longest


def is_marks(value: object) -> bool:
    """Whether a value of a minimal task is its regions."""
    return isinstance(value, list) and any(
        isinstance(one, dict) and "start" in one and any(key in one for key in _LABELS)
        for one in value
    )


def _minimal(marks: list[Any]) -> Iterator[RawSpan]:
    for at, one in enumerate(marks, 1):
        place = _place(one)
        if place is not None:
            quote = one.get("text")
            yield RawSpan(
                name=f"s{at}",
                label=as_text(_labels_of(one)[0]),
                fragments=(place,),
                quote=quote if isinstance(quote, str) else "",
            )


def _labels_of(value: Mapping[str, Any]) -> list[Any]:
    """The labels of a region; one that is empty where it has none."""
    return _labels(next((value[key] for key in _LABELS if value.get(key)), None))


def _labels(given: object) -> list[Any]:
    return given if isinstance(given, list) and given else [given or ""]


def _place(value: Mapping[str, Any]) -> Fragment | None:
    """Offsets, preferring those over the whole text where a page was marked."""
    whole = value.get("globalOffsets")
    if isinstance(whole, dict):
        value = whole
    start, end = value.get("start"), value.get("end")
    return (start, end) if type(start) is int and type(end) is int else None


class _Regions:
    """The results of one annotation, gathered by region."""

    def __init__(self, file: str, number: str) -> None:
        self._file = file
        self._number = number
        self._marks: dict[str, RawSpan] = {}
        self._answers: dict[str, list[tuple[str, str]]] = {}
        self._notes: dict[str, str] = {}

    def read(self, results: list[dict[str, Any]]) -> tuple[list[RawSpan], list[RelationRecord]]:
        joins: list[tuple[str, str]] = []
        links: list[RelationRecord] = []
        for at, one in enumerate(results, 1):
            if one.get("type") != "relation":
                self._region(at, one)
                continue
            head, child = as_text(one.get("from_id", "")), as_text(one.get("to_id", ""))
            labels = _labels(one.get("labels"))
            if FRAGMENT in labels:
                joins.append((head, child))
                continue
            links.extend(
                RelationRecord(name="", label=as_text(name), head=head, child=child)
                for name in labels
            )
        for head, child in joins:
            if head != child and head in self._marks and child in self._marks:
                self._join(head, child)
        for link in links:
            for end in (link.head, link.child):
                if end not in self._marks:
                    said = f"{self._number} has a relation of {end}, which is no region of it"
                    raise BadInput(self._file, None, said)
        return [self._whole(one) for one in self._marks.values()], links

    def _region(self, at: int, one: Mapping[str, Any]) -> None:
        name = as_text(one.get("id") or f"s{at}")
        value = one.get("value")
        if not isinstance(value, dict):
            return
        kind = as_text(one.get("type", ""))
        if kind in _LABELS:
            self._mark(name, one, value)
            return
        asked = as_text(one.get("from_name", ""))
        given = value.get(kind, value.get("text"))
        values = [as_text(v) for v in given] if isinstance(given, list) else [as_text(given)]
        if asked == NOTE:
            self._notes[name] = "\n".join(values)
        elif given is not None:
            self._answers.setdefault(name, []).extend((asked, v) for v in values)

    def _mark(self, name: str, one: Mapping[str, Any], value: Mapping[str, Any]) -> None:
        place = _place(value)
        if place is None:
            said = f"{self._number}: the region {name} has no start and end in whole numbers"
            raise BadInput(self._file, None, said)
        quote, meta = value.get("text"), one.get("meta")
        by = meta.get("annotator") if isinstance(meta, dict) else None
        self._marks[name] = RawSpan(
            name=name,
            label=as_text(_labels_of(value)[0]),
            fragments=(place,),
            quote=quote if isinstance(quote, str) else "",
            annotator=by if isinstance(by, str) else "",
        )

    def _join(self, head: str, child: str) -> None:
        first, other = self._marks[head], self._marks.pop(child)
        parts = [(first.fragments[-1], first.quote), (other.fragments[0], other.quote)]
        quotes = [quote for _, quote in (parts if parts[0][0] < parts[1][0] else reversed(parts))]
        self._marks[head] = msgspec.structs.replace(
            first,
            fragments=tuple(sorted((*first.fragments, *other.fragments))),
            quote=" ".join(quotes) if all(quotes) else "",
        )

    def _whole(self, raw: RawSpan) -> RawSpan:
        return msgspec.structs.replace(
            raw,
            answers=tuple(self._answers.get(raw.name, ())),
            note=self._notes.get(raw.name, ""),
        )
