"""Reading a REFI-QDA project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from annotator.domain.annotation import Answers
from annotator.domain.codebook import Attribute, AttributeKind, Codebook, Label
from annotator.domain.refusal import BadInput
from annotator.formats import archive, safe_xml
from annotator.formats.archive import Archive
from annotator.formats.counting import Counting
from annotator.formats.format import OffsetUnit, ReadOptions
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.refi.names import ANSWER, FRAGMENT, ORIGIN, tag
from annotator.formats.settling import settled
from annotator.text.decoding import Undecodable, decode

_UNCODED = "HIGHLIGHT"
_SLACK = 4
"""By how much the length of a selection's name may differ from what it selects."""


class _Code(msgspec.Struct, frozen=True):
    name: str
    colour: str
    parent: str


def sniff(head: Head) -> int:
    """Whether a zip is a project, by its suffix."""
    return 90 if head.suffix == ".qdpx" and head.data.startswith(b"PK") else 0


def codebook(path: Path) -> Codebook:
    """The codes of a project as labels; those that are answers, as choices of questions."""
    with archive.opened(path) as held:
        codes = _codes(_project(held))
    ids = count(1)
    asked: dict[str, dict[str, list[str]]] = {}
    for code in codes.values():
        question, _, answer = code.name.partition(ANSWER)
        if code.parent and answer:
            asked.setdefault(code.parent, {}).setdefault(question, []).append(answer)
    labels: list[Label] = []
    for guid, code in codes.items():
        if code.parent and ANSWER in code.name:
            continue
        questions = tuple(
            Attribute(name=name, kind=AttributeKind.CHOICE, choices=tuple(dict.fromkeys(choices)))
            for name, choices in asked.get(guid, {}).items()
        )
        labels.append(
            Label(
                id=next(ids),
                name=code.name,
                position=len(labels),
                light=code.colour,
                attributes=questions,
            )
        )
    return Codebook(tuple({label.name: label for label in labels}.values()))


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """A record for each text of the project."""
    try:
        with archive.opened(source) as held:
            yield from _records(source, held, options)
    except BadInput as bad:
        options.refused(bad)


def _records(source: Path, held: Archive, options: ReadOptions) -> Iterator[Record]:
    root = _project(held)
    codes = _codes(root)
    users = {one.get("guid", ""): one.get("name", "") for one in root.iter(tag("User"))}
    links = [one for one in root.iter(tag("Link")) if one.get("targetGUID")]
    ours = root.get("origin") == ORIGIN
    usual = _counting(root.get("origin", ""))
    found = False
    for one in root.iter(tag("TextSource")):
        found = True
        try:
            text = _text(held, one)
            size = len(text)
            raws, relations = _marks(text, one, codes, users, links)
            record = Record(
                name=one.get("name", "") or one.get("guid", ""),
                text=text,
                title=one.findtext(tag("Description"), "") or ("" if ours else one.get("name", "")),
                answer=Answer.ACCEPT,
                file=str(source),
                size=size,
            )
            yield settled(record, raws, relations, options, usual)
        except BadInput as bad:
            options.refused(bad)
    if not found:
        options.refused(BadInput(str(source), None, "holds no text"))


def _project(held: Archive) -> Element:
    for name in held.names:
        if name.casefold().endswith(".qde") and "/" not in name:
            return safe_xml.parse(held.read(name), f"{held.source}/{name}")
    raise held.bad("holds no project.qde")


def _codes(root: Element) -> dict[str, _Code]:
    found: dict[str, _Code] = {}

    def take(holder: Element, parent: str) -> None:
        for one in holder.findall(tag("Code")):
            colour = one.get("color", "")
            good = len(colour) == 7 and colour.startswith("#")
            guid = one.get("guid", "")
            found[guid] = _Code(one.get("name", ""), colour if good else "", parent)
            take(one, guid)

    for codes in root.iter(tag("Codes")):
        take(codes, "")
    return found


def _counting(origin: str) -> Counting:
    """How the program counts that wrote the project."""
    if origin.casefold().startswith("nvivo"):
        return Counting(OffsetUnit.UTF16)
    if origin.casefold().startswith("atlas"):
        return Counting(OffsetUnit.CODE_POINT, "\n")
    return Counting()


def _text(held: Archive, one: Element) -> str:
    inside = one.find(tag("PlainTextContent"))
    if inside is not None:
        return inside.text or ""
    path = one.get("plainTextPath", "")
    wanted = path.removeprefix("internal://").removeprefix("relative://").casefold()
    for name in held.names:
        if name.casefold().rpartition("/")[2] == wanted.rpartition("/")[2] and wanted:
            try:
                return decode(held.read(name)).text
            except Undecodable as undecodable:
                raise held.bad(f"{archive.shown(name)} {undecodable}") from undecodable
    raise held.bad(f"has no text for {archive.shown(one.get('name', '') or path or 'a source')}")


def _marks(
    text: str,
    source: Element,
    codes: Mapping[str, _Code],
    users: Mapping[str, str],
    links: list[Element],
) -> tuple[list[RawSpan], list[RelationRecord]]:
    raws: dict[str, RawSpan] = {}
    of_selection: dict[str, str] = {}
    for at, one in enumerate(source.findall(tag("PlainTextSelection")), 1):
        for raw, guids in _coded(text, at, one, codes, users):
            raws[raw.name] = raw
            of_selection.update(dict.fromkeys(guids, raw.name))
    relations: list[RelationRecord] = []
    for link in links:
        head = of_selection.get(link.get("originGUID", ""))
        child = of_selection.get(link.get("targetGUID", ""))
        if head is None or child is None:
            continue
        name = link.get("name", "")
        if name == FRAGMENT and head in raws and child in raws:
            first, other = raws[head], raws.pop(child)
            parts = sorted(
                zip((*first.fragments, *other.fragments), (first.quote, other.quote), strict=False)
            )
            raws[head] = msgspec.structs.replace(
                first,
                fragments=tuple(sorted((*first.fragments, *other.fragments))),
                quote=" ".join(quote for _, quote in parts) if first.quote and other.quote else "",
            )
            of_selection.update({k: head for k, v in of_selection.items() if v == child})
        elif name != FRAGMENT:
            relations.append(RelationRecord(name="", label=name or "link", head=head, child=child))
    return list(raws.values()), relations


def _coded(
    text: str,
    at: int,
    one: Element,
    codes: Mapping[str, _Code],
    users: Mapping[str, str],
) -> Iterator[tuple[RawSpan, list[str]]]:
    """A mark for each label that a selection is coded with, and the ids that mean it."""
    given: list[tuple[str, str, str]] = []
    for coding in one.findall(tag("Coding")):
        ref = coding.find(tag("CodeRef"))
        target = ref.get("targetGUID", "") if ref is not None else ""
        given.append((target, coding.get("guid", ""), coding.get("creatingUser", "")))
    labels = [(code, guid, user) for code, guid, user in given if not _is_answer(code, codes)]
    answers = [codes[code] for code, _, _ in given if _is_answer(code, codes)]
    if not labels:
        labels = [(codes[code].parent, guid, user) for code, guid, user in given[:1]]
    note = one.findtext(tag("Description"), "")
    place = _whole(one.get("startPosition")), _whole(one.get("endPosition"))
    quote = one.get("name", "")
    size = abs(place[1] - place[0])
    fits = quote in text and abs(len(quote) - size) <= _SLACK + quote.count("\n")
    guids = [one.get("guid", "")]
    for number, (code, guid, user) in enumerate(labels or [("", "", one.get("creatingUser", ""))]):
        named = codes[code].name if code in codes else _UNCODED
        own: Answers = tuple(
            (answer.name.partition(ANSWER)[0], answer.name.partition(ANSWER)[2])
            for answer in answers
            if answer.parent == code
        )
        raw = RawSpan(
            name=f"s{at}.{number}" if number else f"s{at}",
            label=named,
            fragments=(place,),
            quote=quote if fits else "",
            answers=own,
            note=note if not number else "",
            annotator=users.get(user, "") or users.get(one.get("creatingUser", ""), ""),
        )
        yield raw, [guid, *(guids if not number else [])]


def _is_answer(guid: str, codes: Mapping[str, _Code]) -> bool:
    code = codes.get(guid)
    return code is not None and bool(code.parent) and ANSWER in code.name


def _whole(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else -1
