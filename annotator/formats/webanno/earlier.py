"""WebAnno TSV 1 and 2, which WebAnno wrote before version 3: a token a line, no offsets.

TSV 1 has fixed columns: number, token, lemma, part of speech, named entity, another, head,
function and two more. TSV 2 names layers and their features in its first line, between
signs of "#"; a layer that says what it is attached to holds relations. Marks on several
tokens have "B-" and "I-", several at once "|" between them, each at its own place of the
cell. Layouts as in WebAnno's own readers, WebannoTsv1Reader and WebannoTsv2Reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.format import Can, Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Placing, Record, RelationRecord
from annotator.formats.settling import settled, title_of
from annotator.formats.token_places import NotNext, token_places
from annotator.formats.webanno.layers import Column, Layer
from annotator.text.decoding import Undecodable, decode

_LAYERS = re.compile(r"\s*#\s*(?=\w+\.)[\w.]+\s*\|[^#]*(?:#[^#]*)*")
_ROW = re.compile(r"(?P<id>\d+(?:-\d+)?)\t(?P<token>[^\t]+)\t(?P<cells>.*)")
_TSV_1 = re.compile(rb"\s*#id=\d+\r?\n#text=[^\n]*\n1\t[^\t\n]+(?:\t[^\t\n]+){8}")
_TSV_2 = re.compile(rb"\s*(?:#[^\n]*\|[^\n]*\n\s*)?#id=\d+\r?\n#text=[^\n]*\n1-1\t")
_ENTITY = (Layer("SP", "NamedEntity", (Column("value", "feature"),), 2),)
"""What a person marked in TSV 1; `first` counts from the column behind the token."""

_NONE = ("_", "O", "O-_", "-", "")
_PREFIX = re.compile(r"[BI]-")
_PREFIX_1 = re.compile(r"[BI][-_]")


class _Row(msgspec.Struct, frozen=True):
    number: int
    id: str
    token: str
    cells: list[str]


class _Sentence(msgspec.Struct):
    text: str | None
    rows: list[_Row] = []


class _Mark(msgspec.Struct):
    """A mark being put together: its layer, the numbers of its tokens, and its features."""

    layer: Layer
    first: int
    last: int
    values: dict[str, str] = {}


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The text of a file with its marks."""
    try:
        data = whole_file(source)
        text = decode(data, options.encoding).text.replace("\r\n", "\n")
        yield _record(source, text.split("\n"), len(data), options)
    except Undecodable as undecodable:
        options.refused(BadInput(str(source), None, str(undecodable)))
    except BadInput as bad:
        options.refused(bad)


def _record(source: Path, lines: Sequence[str], size: int, options: ReadOptions) -> Record:
    first = next((line for line in lines if line.strip()), "")
    layers = _layers(first) if _LAYERS.fullmatch(first) else ()
    sentences = _sentences(lines)
    rows = [row for one in sentences for row in one.rows]
    if not rows:
        raise BadInput(str(source), None, "holds no tokens")
    if not layers and "-" not in rows[0].id:
        layers = _ENTITY
    text, places = _text(source, sentences)
    marks = [_Marks(layer, rows) for layer in layers if not layer.is_machine]
    raws, links = _told(marks, rows, places)
    skipped = [layer.short for layer in layers if layer.is_machine]
    said = f"passed over layers that describe tokens: {', '.join(skipped)}"
    record = Record(
        name=source.stem,
        text=text,
        title=title_of(text, source.stem),
        answer=Answer.ACCEPT,
        file=str(source),
        size=size,
        notes=(said,) if skipped else (),
    )
    made = settled(record, raws, links, options)
    lost = made.placing.lost if made.placing else ()
    return msgspec.structs.replace(made, placing=Placing(lost=lost) if lost else None)


def _layers(head: str) -> tuple[Layer, ...]:
    """The layers of the first line of TSV 2, in the order of their columns."""
    found: list[Layer] = []
    first = 0
    for said in head.split("#")[1:]:
        name, *features = (one.strip() for one in said.split("|"))
        columns = [Column(one, "feature") for one in features if "=" not in one]
        bases = [one.partition("=")[2] for one in features if "=" in one]
        columns += [Column(base, "source") for base in bases]
        if name and columns:
            found.append(Layer("RL" if bases else "SP", name, tuple(columns), first))
            first += len(columns)
    return tuple(found)


def _sentences(lines: Sequence[str]) -> list[_Sentence]:
    """The sentences of a file; a "#text" that goes on over several lines is one text."""
    found: list[_Sentence] = []
    begun: list[str] | None = None
    for number, line in enumerate(lines, 1):
        row = _ROW.fullmatch(line)
        if row is not None:
            if begun is not None or not found:
                found.append(_Sentence(None if begun is None else "\n".join(begun)))
                begun = None
            cells = row["cells"].split("\t")
            found[-1].rows.append(_Row(number, row["id"], row["token"], cells))
        elif line.startswith("#text="):
            begun = [line.removeprefix("#text=")]
        elif begun is not None:
            begun.append(line)
        elif not line.strip():
            found.append(_Sentence(None))
    return [one for one in found if one.rows]


def _text(source: Path, sentences: Sequence[_Sentence]) -> tuple[str, list[Fragment]]:
    """The text, a sentence a line, and where its tokens are."""
    parts: list[str] = []
    places: list[Fragment] = []
    at = 0
    for one in sentences:
        tokens = [row.token for row in one.rows]
        sentence = " ".join(tokens) if one.text is None else one.text
        try:
            places += token_places(tokens, sentence, at)
        except NotNext as wrong:
            raise BadInput(str(source), one.rows[wrong.number].number, str(wrong)) from wrong
        parts.append(sentence)
        at += len(sentence) + 1
    return "\n".join(parts) + "\n", places


class _Before:
    """The marks on the token before, by their place in its cells and by what they say."""

    def __init__(self, by_place: dict[int, _Mark]) -> None:
        self._by_place = by_place
        self._by_value: dict[tuple[str, str], list[_Mark]] = {}
        for mark in reversed(by_place.values()):
            for said in mark.values.items():
                self._by_value.setdefault(said, []).append(mark)

    def going_on(self, number: int, place: int, feature: str, said: str) -> _Mark | None:
        """The mark that goes on with the token `number`: the one at this place, or one like it."""
        here = self._by_place.get(place)
        if here is not None and here.last < number and here.values.get(feature, said) == said:
            return here
        alike = self._by_value.get((feature, said), [])
        while alike and alike[-1].last == number:
            alike.pop()
        return alike.pop() if alike else None


class _Marks:
    """The marks of one layer, and which begin on each row."""

    def __init__(self, layer: Layer, rows: Sequence[_Row]) -> None:
        self.layer = layer
        self.all: list[_Mark] = []
        self.begun_on: dict[str, list[_Mark]] = {}
        prefix = _PREFIX_1 if layer in _ENTITY else _PREFIX
        features = [one.name for one in layer.columns if one.kind == "feature"]
        on_row: dict[int, _Mark] = {}
        for number, row in enumerate(rows):
            before, on_row = _Before(on_row), {}
            for feature, cell in zip(features, row.cells[layer.first :], strict=False):
                for place, value in enumerate(cell.split("|")):
                    if value in _NONE:
                        continue
                    said = value[2:] if prefix.match(value) else value
                    mark = on_row.get(place)
                    if mark is None and said != value and value[0] == "I":
                        mark = before.going_on(number, place, feature, said)
                    mark = mark or self._begun(number)
                    mark.last = number
                    on_row[place] = mark
                    if said != "_" and not said.startswith(layer.name):
                        mark.values.setdefault(feature, said)
            self.begun_on[row.id] = [one for one in on_row.values() if one.first == number]

    def _begun(self, number: int) -> _Mark:
        mark = _Mark(self.layer, number, number)
        self.all.append(mark)
        return mark


def _told(
    layers: Sequence[_Marks], rows: Sequence[_Row], places: Sequence[Fragment]
) -> tuple[list[RawSpan], list[RelationRecord]]:
    """The marks of span layers, and the links that relation layers make between them."""
    raws: list[RawSpan] = []
    named: dict[str, dict[str, str]] = {}
    for one in layers:
        if one.layer.kind != "SP":
            continue
        names: dict[int, str] = {}
        for mark in one.all:
            names[id(mark)] = f"s{len(raws) + 1}"
            raws.append(_raw(names[id(mark)], mark, places))
        named[one.layer.name] = {
            row: names[id(begun[0])] for row, begun in one.begun_on.items() if begun
        }
    links: list[RelationRecord] = []
    for one in layers:
        if one.layer.kind == "RL":
            links += _links(one, rows, named.get(one.layer.columns[-1].name, {}))
    return raws, links


def _raw(name: str, mark: _Mark, places: Sequence[Fragment]) -> RawSpan:
    labelled = mark.layer.columns[mark.layer.label].name
    return RawSpan(
        name=name,
        label=mark.values.get(labelled, "") or mark.layer.short,
        fragments=((places[mark.first][0], places[mark.last][1]),),
        answers=tuple((key, value) for key, value in mark.values.items() if key != labelled),
    )


def _links(layer: _Marks, rows: Sequence[_Row], named: dict[str, str]) -> Iterator[RelationRecord]:
    """From the mark that begins on the token a cell names, to the one on the row itself."""
    at = layer.layer.first + len(layer.layer.columns) - 1
    for row in rows:
        heads = row.cells[at].split("|") if at < len(row.cells) else []
        for mark, head in zip(layer.begun_on[row.id], heads, strict=False):
            label = next(iter(mark.values.values()), layer.layer.short)
            ends = named.get(head, head), named.get(row.id, row.id)
            yield RelationRecord(name="", label=label, head=ends[0], child=ends[1])


def _sniff(head: Head) -> int:
    return 90 if _TSV_1.match(head.data) or _TSV_2.match(head.data) else 0


WEBANNO_EARLIER = Format(
    name="webanno2",
    title="WebAnno TSV 1 and 2",
    suffixes=(".tsv",),
    holds=frozenset({Can.OVERLAPS, Can.RELATIONS, Can.ATTRIBUTES, Can.UNMARKED}),
    read=read,
    sniff=_sniff,
)
