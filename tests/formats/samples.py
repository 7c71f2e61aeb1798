"""Records to try a format with, and what of a record a format is held to."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.domain.codebook import Attribute, AttributeKind, Codebook, Label, RelationType
from annotator.editing.new_folder import new_folder
from annotator.formats import format_of
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Format, ReadOptions, WriteOptions
from annotator.formats.jsonl_reading import read as read_native
from annotator.formats.record import Answer, Record, RelationRecord, SpanRecord

DATA = Path(__file__).resolve().parents[1] / "data"


def fixture() -> Record:
    """The article that there is in every format."""
    (record,) = read_native(DATA / "native.jsonl", ReadOptions())
    return record


def hard() -> Record:
    """An article with whatever formats stumble over, except what none can write."""
    text = (
        "😀 Çelik’s “<b>tea</b>” & more\r\n\r\n"
        "He said:\u00a0“50 % of it” | costs, €5;\ttabs\\t_* -> [1]\r\n"
        "Cafe\u0301 👍🏽 فيينا وقال الوزير 東京都で会議。\r\n"
        "The last line ends here"
    )

    def at(words: str, after: int = 0) -> tuple[int, int]:
        start = text.index(words, after)
        return start, start + len(words)

    spans = (
        SpanRecord(name="s1", label="ACTOR", fragments=(at("Çelik"),), annotator="Ayşe & co"),
        SpanRecord(
            name="s2",
            label="CLAIM",
            fragments=(at("“50 % of it”"), at("costs")),
            answers=(("stance", "pro | contra"), ("note_kind", '=1+1; "x" <y>')),
            note='First, "quoted"; then\ttab & <tag> \\ back | bar',
            annotator="Ayşe & co",
        ),
        SpanRecord(name="s3", label="LOCATION", fragments=(at("فيينا"),), annotator="Ayşe & co"),
        SpanRecord(name="s4", label="LOCATION", fragments=(at("東京都"),), annotator="Bo"),
        SpanRecord(name="s5", label="ACTOR", fragments=(at("👍🏽"),), annotator="Bo"),
        SpanRecord(name="s6", label="ACTOR", fragments=(at("Çelik"),), annotator="Bo"),
    )
    return Record(
        name="hard case/1",
        text=text,
        spans=spans,
        relations=(
            RelationRecord(name="r1", label="makes", head="s1", child="s2"),
            RelationRecord(name="r2", label="about", head="s2", child="s3"),
        ),
        answer=Answer.ACCEPT,
        title="Tea & “more” <b>",
        source="The Example",
        published="2024-05-06",
        language="en",
        keywords=("tea, green", "more"),
        author="A. Writer",
        more=(("desk", "Foreign"),),
    )


def workbook(path: Path) -> Path:
    """Notes on the first sheet, articles on two others, nothing on the last."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["coder", "week"])
    book.active.append(["Ann", "12"])
    for title, text in (("May", "Words of May."), ("June", "Words of June.")):
        sheet = book.create_sheet(title)
        sheet.append(["title", "text"])
        sheet.append([f"In {title}", text])
    book.create_sheet("Empty")
    book.save(path)
    return path


def unmarked() -> Record:
    """A reviewed article in which nothing is marked."""
    return Record(name="nothing", text="Nothing to see here.\n", answer=Answer.ACCEPT)


def codebook() -> Codebook:
    """Labels with questions, and relation types with ends."""
    choice = AttributeKind.CHOICE
    role = Attribute(name="role", kind=choice, choices=("speaker",))
    polarity = Attribute(name="polarity", kind=choice, choices=("negative", "positive"))
    certainty = Attribute(name="certainty", kind=choice, choices=("high", "low"))
    actor = Label(id=1, name="ACTOR", position=0, key="1", attributes=(role,))
    location = Label(id=2, name="LOCATION", position=1, key="2")
    claim = Label(id=3, name="CLAIM", position=2, key="3", attributes=(polarity, certainty))
    makes = RelationType(id=4, name="makes", position=0, heads=(1,), children=(3,))
    member = RelationType(id=5, name="member_of", position=1, heads=(1,), children=(1,))
    return Codebook((actor, location, claim), (makes, member))


def options(form: Format, **chosen: str) -> WriteOptions:
    """The format's own defaults, but for what is chosen."""
    return WriteOptions(offsets=form.units[0], codebook=codebook(), chosen=tuple(chosen.items()))


def write(form: Format, records: Iterable[Record], out: Path, how: WriteOptions) -> Path:
    """What an export writes of these records, at `out`; returns the file or folder."""
    fit = [fitted(record, form, how).record for record in records]
    fit = [one for one in fit if one.spans or Can.UNMARKED in form.holds]
    if form.write_files is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        with new_folder(out) as files:
            form.write_files(fit, files, how)
        return out
    assert form.write is not None
    out.parent.mkdir(parents=True, exist_ok=True)
    out = out.with_suffix(form.suffixes[0])
    stream = io.BytesIO()
    form.write(fit, stream, how)
    out.write_bytes(stream.getvalue())
    for suffix, data in form.beside(how):
        out.with_suffix(suffix).write_bytes(data)
    return out


def read(form: Format, path: Path, known: Sequence[Record] = ()) -> list[Record]:
    """The records of a file or folder, as an import reads them."""
    texts = {record.name: record.text for record in known}
    how = ReadOptions(text_of=lambda name: texts.get(name, ""))
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    mine = [one for one in files if path.is_file() or format_of(one) is form]
    brought = {other for one in mine for other in form.companions(one)}
    assert form.read is not None
    return [record for one in mine if one not in brought for record in form.read(one, how)]


def held(record: Record, form: Format) -> dict[str, Any]:
    """What of a record has to survive the format."""
    spans = {span.name: _span(span, form) for span in record.spans}
    found: dict[str, Any] = {"text": record.text, "spans": Counter(spans.values())}
    if Can.RELATIONS in form.holds:
        found["relations"] = Counter(
            (link.label, spans[link.head], spans[link.child]) for link in record.relations
        )
    for fact in form.facts - {"more"}:
        found[fact] = getattr(record, fact)
    if "more" in form.facts:
        found["more"] = sorted(one for one in record.more if not one[0].startswith("_"))
    return found


def core(record: Record) -> tuple[Counter[Any], Counter[Any]]:
    """Labels with their places, and relations between them."""
    places = {span.name: (span.label, span.fragments) for span in record.spans}
    links = ((one.label, places[one.head], places[one.child]) for one in record.relations)
    return Counter(places.values()), Counter(links)


def answers(record: Record) -> set[Any]:
    """Answers with the places of their marks."""
    return {(span.fragments, *pair) for span in record.spans for pair in span.answers}


def notes(record: Record) -> set[Any]:
    """Notes with the places of their marks."""
    return {(span.fragments, span.note) for span in record.spans if span.note}


def _span(span: SpanRecord, form: Format) -> tuple[Any, ...]:
    return (
        span.label,
        span.fragments,
        tuple(sorted(span.answers)) if Can.ATTRIBUTES in form.holding(options(form)) else (),
        span.note if Can.NOTES in form.holds else "",
        span.annotator if Can.ANNOTATORS in form.holds else "",
    )


def golden(form: Format) -> Path:
    """The file or folder in tests/data that the format is held to."""
    folder = DATA / form.name
    if folder.is_dir():
        return folder
    names = [f"{form.name}{suffix}" for suffix in form.suffixes]
    places = [DATA / one for one in names] + [DATA / "articles" / one for one in names]
    (file,) = [one for one in [*places, DATA / "native.jsonl"] if one.is_file()][:1]
    return file


def merged(records: Sequence[Record]) -> list[Record]:
    """Records of one article told together, as an import does; the first one's facts stand."""
    by_name: dict[str, Record] = {}
    for record in records:
        before = by_name.get(record.name)
        if before is None:
            by_name[record.name] = record
            continue
        assert before.text == record.text
        taken = {span.name for span in before.spans}
        fresh = {span.name: _free(span.name, taken) for span in record.spans}
        by_name[record.name] = msgspec.structs.replace(
            before,
            spans=before.spans
            + tuple(msgspec.structs.replace(span, name=fresh[span.name]) for span in record.spans),
            relations=before.relations
            + tuple(
                msgspec.structs.replace(link, head=fresh[link.head], child=fresh[link.child])
                for link in record.relations
            ),
        )
    return list(by_name.values())


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    taken.add(name)
    return name
