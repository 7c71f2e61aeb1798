"""W3C Web Annotation: a page of annotations as JSON-LD, its article as text beside it.

Each mark has its position (code points, as the Recommendation asks) and its quote
with what stands around it; several pieces are several targets; what it means is a body
that identifies; a relation is an annotation that links its child to its head. A page
whose text is not beside it belongs to the article of the project that has its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.facts import as_text
from annotator.formats.file_names import FileNames
from annotator.formats.format import Can, Files, Format, Loss, ReadOptions, WriteOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.json_files import decoded, dumped
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, EntityRecord, Record, RelationRecord, SpanRecord
from annotator.formats.references import ADDRESS, details_lost, references, referred, unlike
from annotator.formats.settling import clean, settled, title_of
from annotator.text.decoding import Undecodable, decode

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ENTITY = "urn:entity:"
_AROUND = 20
"""Characters of a quote's surroundings."""


def companions(path: Path) -> Iterable[Path]:
    """The text beside a page."""
    yield path.with_suffix(".txt")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles that the annotations of a page are about."""
    try:
        value = decoded(whole_file(source).removeprefix(b"\xef\xbb\xbf"), source)
        by_source = _by_source(value)
        if not by_source:
            raise BadInput(str(source), None, "holds no annotation of a stretch of text")  # noqa: TRY301
    except BadInput as bad:
        options.refused(bad)
        return
    for name, items in by_source.items():
        try:
            yield _record(source, name, items, options)
        except BadInput as bad:
            options.refused(bad)


def _record(source: Path, name: str, items: list[dict[str, Any]], options: ReadOptions) -> Record:
    text = _text_beside(source, options.encoding) or options.text_of(name)
    if not text:
        beside = source.with_suffix(".txt").name
        said = f"is about {name}: neither is {beside} beside it, nor is such an article here"
        raise BadInput(str(source), None, said)
    raws, links, meant = _marks(items)
    record = Record(
        name=name,
        text=text,
        title=title_of(text, name),
        answer=Answer.ACCEPT,
        entities=unlike(meant),
        file=str(source),
        size=len(text),
    )
    return settled(record, raws, links, options)


def _text_beside(source: Path, encoding: str) -> str:
    beside = source.with_suffix(".txt")
    if not beside.is_file():
        return ""
    try:
        return decode(whole_file(beside), encoding).text
    except Undecodable as undecodable:
        raise BadInput(str(beside), None, str(undecodable)) from undecodable


def _by_source(value: object) -> dict[str, list[dict[str, Any]]]:
    """Annotations by the article they are about; links go where their ends are."""
    items = list(_annotations(value))
    found: dict[str, list[dict[str, Any]]] = {}
    whose: dict[str, str] = {}
    page = value.get("id") if isinstance(value, dict) else None
    for one in items:
        sources = [_name(target.get("source")) for target in _targets(one) if _fragment(target)]
        if sources:
            found.setdefault(sources[0], []).append(one)
            whose[as_text(one.get("id") or "")] = sources[0]
    for one in items:
        ends = [end for end in _ends(one) if end in whose]
        if ends and not any(_fragment(target) for target in _targets(one)):
            found[whose[ends[0]]].append(one)
    if not found and isinstance(page, str) and page.startswith("urn:page:"):
        found[_name(page)] = []
    return found


def _annotations(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one)
    elif isinstance(value, dict):
        kinds = value.get("type", value.get("@type"))
        if "Annotation" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        for key in ("items", "first", "@graph"):
            yield from _annotations(value.get(key))


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _targets(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [target for target in _many(one.get("target")) if isinstance(target, dict)]


def _ends(one: Mapping[str, Any]) -> list[str]:
    """Ids that an annotation links: its target's first, then its body's."""
    both = [*_many(one.get("target")), *_many(one.get("body"))]
    return [end for end in both if isinstance(end, str)]


def _selectors(target: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    every = [one for one in _many(target.get("selector")) if isinstance(one, dict)]
    every += [one["refinedBy"] for one in every if isinstance(one.get("refinedBy"), dict)]
    return [one for one in every if one.get("type") == kind]


def _fragment(target: Mapping[str, Any]) -> tuple[Fragment, str] | None:
    """Position and quote of a target; a quote alone is looked for from the start."""
    quotes = _selectors(target, "TextQuoteSelector")
    exact = as_text(quotes[0].get("exact") or "") if quotes else ""
    for one in _selectors(target, "TextPositionSelector"):
        if type(one.get("start")) is int and type(one.get("end")) is int:
            return (one["start"], one["end"]), exact
    return ((0, len(exact)), exact) if exact else None


def _name(source: object) -> str:
    given = source.get("id") if isinstance(source, dict) else source
    return unquote(as_text(given or "")).removeprefix("urn:article:").removeprefix("urn:page:")


def _own_name(urn: str) -> str:
    return unquote(urn.rpartition(":")[2])


def _marks(
    items: list[dict[str, Any]],
) -> tuple[list[RawSpan], list[RelationRecord], list[EntityRecord]]:
    raws: dict[str, RawSpan] = {}
    meant: list[EntityRecord] = []
    for at, one in enumerate(items, 1):
        parts = [part for target in _targets(one) if (part := _fragment(target))]
        if not parts:
            continue
        parts.sort()
        quotes = [exact for _, exact in parts]
        entity = _entity(one)
        meant += [entity] if entity is not None else []
        name = as_text(one.get("id") or f"s{at}")
        raws[name] = RawSpan(
            name=_own_name(name) if name.startswith("urn:annotation:") else f"s{at}",
            label=_label(one),
            fragments=tuple(place for place, _ in parts),
            quote=" ".join(quotes) if all(quotes) else "",
            answers=tuple(_answers(one)),
            note="\n".join(as_text(b.get("value") or "") for b in _bodies(one, "commenting")),
            annotator=_creator(one),
            entity=entity.id if entity is not None else "",
        )
    links = []
    for at, one in enumerate(items, 1):
        ends = [end for end in _ends(one) if end in raws]
        if len(ends) == 2:
            links.append(
                RelationRecord(
                    name=_own_name(as_text(one.get("id") or f"r{at}")),
                    label=_label(one),
                    head=raws[ends[0]].name,
                    child=raws[ends[1]].name,
                )
            )
    return list(raws.values()), links, meant


def _entity(one: Mapping[str, Any]) -> EntityRecord | None:
    """What an annotation says its target is; None where it says nothing of it."""
    own, others, names = "", [], []
    for body in _bodies(one, "identifying"):
        source = body.get("source") or body.get("id") or body.get("value")
        thing = source if isinstance(source, dict) else {"id": source, "label": body.get("label")}
        address = clean(as_text(thing.get("id") or ""))
        names.append(clean(as_text(thing.get("label") or thing.get("name") or "")))
        if address.startswith(_ENTITY):
            own = own or unquote(address.removeprefix(_ENTITY))
        elif address:
            others.append(address)
    if not own and not others:
        return None
    return referred(own, others, next((name for name in names if name), ""))


def _bodies(one: Mapping[str, Any], purpose: str) -> list[dict[str, Any]]:
    bodies = [body for body in _many(one.get("body")) if isinstance(body, dict)]
    return [body for body in bodies if body.get("purpose") == purpose]


def _label(one: Mapping[str, Any]) -> str:
    for body in _bodies(one, "tagging"):
        given = body.get("value") or body.get("source") or body.get("id") or ""
        return unquote(as_text(given).removeprefix("urn:label:"))
    return as_text(_many(one.get("motivation"))[0]) if one.get("motivation") else "highlighting"


def _answers(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for body in _bodies(one, "describing"):
        yield as_text(body.get("label") or "description"), as_text(body.get("value") or "")


def _creator(one: Mapping[str, Any]) -> str:
    creator = next(iter(_many(one.get("creator"))), None)
    if isinstance(creator, dict):
        return as_text(creator.get("name") or creator.get("nickname") or creator.get("id") or "")
    return as_text(creator or "")


# -- writing ---------------------------------------------------------------------------


def write_files(records: Iterable[Record], out: Files, options: WriteOptions) -> None:  # noqa: ARG001
    """A text and a page of annotations for each record."""
    names = FileNames()
    for record in records:
        stem = names.free(record.name)
        with out.create(f"{stem}.txt") as file:
            file.write(record.text.encode())
        with out.create(f"{stem}.jsonld") as file:
            file.write(dumped(_page(record), indent=1) + b"\n")


def _page(record: Record) -> dict[str, object]:
    article = quote(record.name, safe="")
    ids = {
        span.name: f"urn:annotation:{article}:{quote(span.name, safe='')}" for span in record.spans
    }
    known = {one.id: one for one in record.entities}
    items: list[dict[str, object]] = [
        _annotation(
            span,
            ids[span.name],
            f"urn:article:{article}",
            record.text,
            known.get(span.entity),
        )
        for span in record.spans
    ]
    items += [
        {
            "id": f"urn:annotation:{article}:{quote(link.name, safe='')}",
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                ids[link.child],
                {"type": "TextualBody", "purpose": "tagging", "value": link.label},
            ],
            "target": ids[link.head],
        }
        for link in record.relations
    ]
    return {
        "@context": _CONTEXT,
        "id": f"urn:page:{article}",
        "type": "AnnotationPage",
        "items": items,
    }


def _annotation(
    span: SpanRecord, name: str, source: str, text: str, entity: EntityRecord | None
) -> dict[str, object]:
    label = f"urn:label:{quote(span.label, safe='')}"
    bodies: list[dict[str, object]] = [
        {"type": "SpecificResource", "purpose": "tagging", "source": label}
    ]
    bodies += [
        {"type": "TextualBody", "purpose": "describing", "label": asked, "value": value}
        for asked, value in span.answers
    ]
    own, others = references(entity, ADDRESS.fullmatch) if entity is not None else ("", [])
    addresses = [f"{_ENTITY}{quote(own, safe='')}"] if own else []
    bodies += [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": {"id": one, "label": entity.name if entity is not None else ""},
        }
        for one in (*addresses, *others)
    ]
    if span.note:
        note: dict[str, object] = {"type": "TextualBody", "purpose": "commenting"}
        bodies.append(note | {"value": span.note, "format": "text/plain"})
    targets = [{"source": source, "selector": _selector(text, *one)} for one in span.fragments]
    found: dict[str, object] = {"id": name, "type": "Annotation", "motivation": "classifying"}
    if span.annotator:
        found["creator"] = {"type": "Person", "name": span.annotator}
    found["body"] = bodies
    found["target"] = targets[0] if len(targets) == 1 else targets
    return found


def _selector(text: str, start: int, end: int) -> list[dict[str, object]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]


def _sniff(head: Head) -> int:
    if b"ns/anno" in head.data and head.is_json:
        return 90
    return 15 if head.suffix == ".jsonld" else 0


def _losses_of(record: Record) -> Iterator[Loss]:
    return details_lost(record, ADDRESS.fullmatch)


WEB_ANNOTATION = Format(
    name="webannotation",
    title="W3C Web Annotation (folder of JSON-LD)",
    suffixes=(".jsonld",),
    holds=frozenset(Can) - {Can.REJECTED},
    loses=("of entities: all but names and addresses",),
    read=read,
    write_files=write_files,
    sniff=_sniff,
    companions=companions,
    losses_of=_losses_of,
)
