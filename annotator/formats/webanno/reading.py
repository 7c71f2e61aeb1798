"""Reading WebAnno TSV 3: the text from its sentences, marks from the cells of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.format import ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled, title_of
from annotator.formats.webanno.escapes import split, unline, unvalue
from annotator.formats.webanno.layers import Layer, layers_of
from annotator.text.offsets import OffsetMap

_ROW = re.compile(r"(?P<id>\d+-\d+(?:\.\d+)?)\t(?P<begin>\d+)-(?P<end>\d+)\t(?P<rest>.*)")
_OWN = ("uid", "note", "annotator")
_REFERENCE = re.compile(r"(?P<row>\d+-\d+(?:\.\d+)?)(?:\[(?P<ids>\d+(?:_\d+)?)\])?")


class _Row(msgspec.Struct, frozen=True):
    number: int
    id: str
    begin: int
    end: int
    token: str
    cells: list[str]


class _Mark(msgspec.Struct):
    """A mark being put together: the columns of its layer, the rows it is on."""

    layer: Layer
    values: dict[int, str]
    begin: int
    end: int
    rows: list[str]


def sniff(head: Head) -> int:
    """Whether the first line says so."""
    return 95 if head.data.startswith(b"#FORMAT=WebAnno TSV 3") else 0


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The text of a file with its marks."""
    try:
        data = whole_file(source)
        text = data.decode("utf-8-sig")
        yield _File(source, text).record(len(data), options)
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        options.refused(BadInput(str(source), line, "is not UTF-8 text"))
    except BadInput as bad:
        options.refused(bad)


class _File:
    def __init__(self, source: Path, text: str) -> None:
        self._source = source
        lines = text.replace("\r\n", "\n").split("\n")
        if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
            raise BadInput(str(source), 1, "is no WebAnno TSV 3 file")
        self._layers = layers_of(line for line in lines if line.startswith("#T_"))
        self._rows: list[_Row] = []
        self._text = ""
        self._units = 0
        self._read(lines)
        self._offsets = OffsetMap.utf16(self._text)
        self._check()
        self._marks: dict[tuple[str, str], _Mark] = {}
        self._links: list[tuple[str, str, str, int]] = []

    # -- text --------------------------------------------------------------------------

    def _read(self, lines: list[str]) -> None:
        parts: list[str] = []
        for number, line in enumerate(lines, 1):
            if line.startswith("#Text="):
                parts.append(unline(line.removeprefix("#Text=")))
                continue
            row = _ROW.fullmatch(line)
            if row is None:
                if line.strip() and not line.startswith("#"):
                    raise BadInput(str(self._source), number, "is neither a comment nor a token")
                continue
            if parts:
                self._sentence("\n".join(parts), int(row["begin"]))
                parts = []
            token, *cells = row["rest"].split("\t")
            place = int(row["begin"]), int(row["end"])
            self._rows.append(_Row(number, row["id"], *place, unline(token), cells))
        if not self._text.endswith("\n"):
            self._text += "\n"

    def _sentence(self, sentence: str, begin: int) -> None:
        """Put a sentence where it begins: a line end goes before it, or blanks, or nothing."""
        if self._text and begin > self._units:
            self._text += "\n"
            self._units += 1
        gap = max(begin - self._units, 0)
        self._text += " " * gap + sentence
        self._units += gap + len(sentence.encode("utf-16-le", "surrogatepass")) // 2

    def _check(self) -> None:
        for row in self._rows:
            start, end = self._place(row.begin, row.end)
            if self._text[start:end] != row.token:
                said = (
                    f"the token '{row.token[:60]}' is not at {row.begin}-{row.end}, "
                    f"where the text has '{self._text[start:end][:60]}'"
                )
                raise BadInput(str(self._source), row.number, said)

    def _place(self, begin: int, end: int) -> Fragment:
        return self._offsets.to_offset(begin), self._offsets.to_offset(end)

    # -- marks -------------------------------------------------------------------------

    def record(self, size: int, options: ReadOptions) -> Record:
        """What the file says."""
        for row in self._rows:
            for layer in self._layers:
                if not layer.is_machine and layer.kind != "RL":
                    self._take(row, layer)
        for row in self._rows:
            for layer in self._layers:
                if layer.kind == "RL" and not layer.is_machine:
                    self._relate(row, layer)
        raws, names = self._raws()
        links = [
            RelationRecord(name="", label=label, head=names[head], child=names[child])
            for label, head, child, _ in self._links
            if head in names and child in names
        ]
        skipped = [layer.short for layer in self._layers if layer.is_machine]
        said = f"passed over layers that describe tokens: {', '.join(skipped)}"
        name = self._source.stem
        record = Record(
            name=name,
            text=self._text,
            title=title_of(self._text, name),
            answer=Answer.ACCEPT,
            file=str(self._source),
            size=size,
            notes=(said,) if skipped else (),
        )
        return settled(record, raws, [*links, *self._chains(names)], options)

    def _take(self, row: _Row, layer: Layer) -> None:
        """The marks of one layer that a row is part of."""
        cells = row.cells[layer.first : layer.first + len(layer.columns)]
        columns = [split(cell, "|") for cell in cells]
        for at in range(max((len(column) for column in columns), default=0)):
            values: dict[int, str] = {}
            tie = ""
            for number, column in enumerate(columns):
                value, own = _untied(column[at] if at < len(column) else column[-1])
                tie = own or tie
                if value != "_":
                    values[number] = value
            if not values:
                continue
            if layer.kind == "CH":
                link = _onwards(values).rpartition("->")[2]
                tie = f"{tie}/{link}"
            key = (layer.name, tie or f"@{row.id}/{at}")
            mark = self._marks.get(key)
            if mark is None:
                self._marks[key] = _Mark(layer, values, row.begin, row.end, [row.id])
            else:
                mark.begin, mark.end = min(mark.begin, row.begin), max(mark.end, row.end)
                mark.rows.append(row.id)

    def _raws(self) -> tuple[list[RawSpan], dict[str, str]]:
        """Marks, and their names by layer and tie, and by layer and row."""
        pieces: dict[str, list[tuple[str, _Mark]]] = {}
        names: dict[str, str] = {}
        for number, ((layer, tie), mark) in enumerate(self._marks.items(), 1):
            uid = _feature(mark, "uid")
            name = uid or f"s{number}"
            pieces.setdefault(name, []).append((tie, mark))
            names[f"{layer}[{tie.partition('/')[0]}]"] = name
            names[f"{layer}[{tie}]"] = name
            for row in mark.rows:
                names.setdefault(f"{layer}@{row}", name)
        raws = [_raw(name, several, self._place) for name, several in pieces.items()]
        for mark in self._marks.values():
            self._slots(mark)
        return raws, names

    def _slots(self, mark: _Mark) -> None:
        for at, column in enumerate(mark.layer.columns):
            if column.kind != "targets" or at not in mark.values:
                continue
            roles = split(mark.values.get(at - 1, ""), ";")
            for number, target in enumerate(split(mark.values[at], ";")):
                found = _REFERENCE.fullmatch(target)
                if found is None:
                    continue
                role = unvalue(roles[number]) if number < len(roles) else ""
                label = role if role not in ("", "*", "_") else column.name.rpartition("_")[2]
                head = f"{mark.layer.name}@{mark.rows[0]}"
                self._links.append((label, head, self._target(found), 0))

    def _target(self, reference: re.Match[str]) -> str:
        """Which mark a row and a tie mean, whatever its layer."""
        for layer, tie in self._marks:
            mark = self._marks[layer, tie]
            if reference["row"] in mark.rows and reference["ids"] in (None, "0", tie):
                return f"{layer}[{tie}]"
        return ""

    def _relate(self, row: _Row, layer: Layer) -> None:
        cells = row.cells[layer.first : layer.first + len(layer.columns)]
        columns = [split(cell, "|") for cell in cells]
        base = layer.columns[-1].name
        for at, reference in enumerate(columns[-1] if columns else ()):
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                continue
            features = [
                unvalue(_untied(column[at] if at < len(column) else column[-1])[0])
                for column in columns[:-1]
            ]
            label = next((one for one in features if one not in ("_", "*", "")), layer.short)
            source, _, target = (found["ids"] or "").partition("_")
            if not target:
                source, target = source or "0", "0"
            head = f"{base}[{source}]" if source != "0" else f"{base}@{found['row']}"
            child = f"{base}[{target}]" if target != "0" else f"{base}@{row.id}"
            self._links.append((label, head, child, row.number))

    def _chains(self, names: dict[str, str]) -> Iterator[RelationRecord]:
        """From each link of a chain to the next."""
        chains: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
        for (layer, tie), mark in self._marks.items():
            if mark.layer.kind == "CH":
                chain, _, link = tie.partition("/")
                number = int(link.rpartition("-")[2]) if link.rpartition("-")[2].isdecimal() else 0
                label = unvalue(_onwards(mark.values).partition("->")[0])
                chains.setdefault((layer, chain), []).append(
                    (number, label, names[f"{layer}[{tie}]"])
                )
        for links in chains.values():
            links.sort()
            for (_, label, head), (_, _, child) in pairwise(links):
                named = label if label not in ("", "*", "_") else "chain"
                yield RelationRecord(name="", label=named, head=head, child=child)


def _onwards(values: Mapping[int, str]) -> str:
    """What a chain's cells say of the next link: its relation, "->", chain and number."""
    return next((one for one in values.values() if "->" in one), "")


def _untied(cell: str) -> tuple[str, str]:
    """A value and the number in brackets that ties it to others."""
    found = re.fullmatch(r"(?P<value>.*?)(?<!\\)\[(?P<tie>\d+)\]", cell, re.DOTALL)
    return (found["value"], found["tie"]) if found else (cell, "")


def _feature(mark: _Mark, name: str) -> str:
    for at, column in enumerate(mark.layer.columns):
        if column.name == name and column.kind == "feature":
            value = mark.values.get(at, "")
            return "" if value == "*" else unvalue(value)
    return ""


def _raw(name: str, several: list[tuple[str, _Mark]], place: object) -> RawSpan:
    assert callable(place)
    _, mark = several[0]
    layer = mark.layer
    label = mark.values.get(layer.label, "*")
    answers = [
        (column.name, unvalue(mark.values[at]))
        for at, column in enumerate(layer.columns)
        if column.kind == "feature" and column.name not in _OWN and at != layer.label
        if layer.kind == "SP" and mark.values.get(at, "*") != "*"
    ]
    return RawSpan(
        name=name,
        label=layer.short if label == "*" else unvalue(label),
        fragments=tuple(sorted(place(one.begin, one.end) for _, one in several)),
        answers=tuple(answers),
        note=_feature(mark, "note"),
        annotator=_feature(mark, "annotator"),
    )
