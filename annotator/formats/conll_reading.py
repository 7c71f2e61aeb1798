"""Reading tokens and tags of any scheme, and mentions in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.conll_mentions import bracketed, coreferences, tagged
from annotator.formats.format import ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled, title_of
from annotator.formats.token_places import NotNext, token_places
from annotator.text.decoding import Undecodable, decode

_SUFFIXES = (".conll", ".iob", ".iob2", ".bio", ".iobes", ".bilou", ".conllu")
_TAG = re.compile(r"O|[BIESLUM]-\S+")
_BRACKETS = re.compile(r"[-_*]|\(?[^()\t]*[()][^\t]*")
_COMMENT = re.compile(
    r"#\s*(?P<key>newdoc id|article|text|begin document|end document)\b[ =]*(?P<value>.*)"
)
_PIPED = re.compile(r"\S+\|\S+")


class _Row(NamedTuple):
    number: int
    cells: list[str]


class _Document(msgspec.Struct):
    """The lines of one article, by sentence; what comments say of its text."""

    name: str
    line: int
    sentences: list[list[_Row]] = []
    texts: list[str] = []
    article: str = ""


class _Columns(NamedTuple):
    token: int
    tag: int
    brackets: bool


def sniff(head: Head) -> int:
    """Whether the lines of a file are tokens with tags."""
    if head.suffix in _SUFFIXES:
        return 40
    if head.suffix not in (".txt", ".tsv", ".tab"):
        return 0
    lines = [one for one in head.text.splitlines()[:40] if one.strip() and one[0] != "#"]
    cells = [one.split() for one in lines[:-1]]
    good = len(cells) > 5 and all(len(one) > 1 and _TAG.fullmatch(one[-1]) for one in cells)
    return 50 if good else 0


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a file: one for each that a line begins, else one."""
    try:
        data = whole_file(source)
        text = decode(data, options.encoding).text
        documents = _documents(text, source)
        columns = _columns(
            [row for one in documents for sent in one.sentences for row in sent], source
        )
    except Undecodable as undecodable:
        options.refused(BadInput(str(source), None, str(undecodable)))
        return
    except BadInput as bad:
        options.refused(bad)
        return
    size = len(data) // max(len(documents), 1)
    for document in documents:
        try:
            yield _record(source, document, columns, size, options)
        except BadInput as bad:
            options.refused(bad)


def _documents(text: str, source: Path) -> list[_Document]:
    found: list[_Document] = []
    current = _Document(source.stem, 1)
    rows: list[_Row] = []

    def end_sentence() -> None:
        if rows:
            current.sentences.append(list(rows))
            rows.clear()

    def begin(name: str, number: int) -> _Document:
        end_sentence()
        if current.sentences or current.article:
            found.append(current)
        return _Document(name or f"{source.stem}-{len(found) + 1}", number)

    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        comment = _COMMENT.match(line)
        if not line.strip():
            end_sentence()
        elif comment is not None:
            key, value = comment["key"], comment["value"].strip()
            if key in ("newdoc id", "begin document"):
                current = begin(value, number)
            elif key == "article":
                current.article = _article(value, source, number)
            elif key == "text":
                end_sentence()
                current.texts.append(value)
        elif line.startswith("-DOCSTART-"):
            current = begin("", number)
        elif not _is_comment(line):
            rows.extend(_rows(number, line, source))
    begin("", 0)
    if not found:
        raise BadInput(str(source), None, "holds no tokens")
    return found


def _is_comment(line: str) -> bool:
    """Whether a line is for people: a "#" of its own may also be a token."""
    if not line.startswith("#") or "\t" in line:
        return False
    cells = line.split()
    return len(cells) < 2 or (cells[0] == "#" and not _TAG.fullmatch(cells[-1])) or " = " in line


def _article(value: str, source: Path, number: int) -> str:
    try:
        text = json.loads(value)
    except (ValueError, RecursionError) as wrong:
        raise BadInput(str(source), number, "has an article that is not JSON") from wrong
    if not isinstance(text, str):
        raise BadInput(str(source), number, "has an article that is no text")
    return text


def _rows(number: int, line: str, source: Path) -> Iterator[_Row]:
    cells = line.rstrip("\r").split("\t") if "\t" in line else line.split()
    if "\t" not in line and len(cells) > 1 and all(map(_PIPED.fullmatch, cells)):
        for cell in cells:
            yield _Row(number, cell.split("|"))
        return
    if len(cells) < 2:
        raise BadInput(str(source), number, f"has no tag after the token '{cells[0][:60]}'")
    if re.fullmatch(r"\d+[-.]\d+", cells[0]) and len(cells) == 10:
        return  # a word of several tokens, or one that was left out, in CoNLL-U
    yield _Row(number, [cell.strip() for cell in cells])


def _columns(rows: Sequence[_Row], source: Path) -> _Columns:
    """Which column holds tokens, and which tags."""
    if not rows:
        return _Columns(0, -1, brackets=False)
    width = min(len(row.cells) for row in rows)
    numbered = width > 2 and all(row.cells[0].isdecimal() for row in rows)
    token = 1 if numbered else 0
    for at in range(width - 1, token, -1):
        if all(_TAG.fullmatch(row.cells[at]) for row in rows):
            return _Columns(token, at, brackets=False)
    if numbered and all(_BRACKETS.fullmatch(row.cells[width - 1]) for row in rows):
        return _Columns(token, width - 1, brackets=True)
    if numbered and width == 10:
        return _Columns(token, -1, brackets=False)
    last = width - 1
    bad = next(row for row in rows if not _TAG.fullmatch(row.cells[last]))
    raise BadInput(str(source), bad.number, f"has '{bad.cells[last][:60]}' where a tag should be")


def _record(
    source: Path, document: _Document, columns: _Columns, size: int, options: ReadOptions
) -> Record:
    rows = [row for sentence in document.sentences for row in sentence]
    text, places = _text(source, document, columns)
    tags = [row.cells[columns.tag] if columns.tag >= 0 else "O" for row in rows]
    marks = list(bracketed(tags) if columns.brackets else tagged(tags, _ends(document)))
    numbers: dict[str, int] = {}
    raws = []
    for mark in marks:
        numbers[mark.label] = numbers.get(mark.label, 0) + 1
        place = (places[mark.first][0], places[mark.last][1])
        name = f"{mark.label}-{numbers[mark.label]}"
        raws.append(
            RawSpan(name=name, label=mark.label, fragments=(place,), quote=text[slice(*place)])
        )
    links = list(coreferences(marks, raws)) if columns.brackets else []
    record = Record(
        name=document.name,
        text=text,
        title=title_of(text, document.name),
        answer=Answer.ACCEPT,
        file=str(source),
        line=document.line,
        size=size,
    )
    placed = settled(record, raws, links, options)
    return msgspec.structs.replace(placed, placing=None)


def _ends(document: _Document) -> set[int]:
    """The tokens after which a sentence ends, and no mark goes on."""
    ends: set[int] = set()
    count = 0
    for sentence in document.sentences:
        count += len(sentence)
        ends.add(count - 1)
    return ends


def _text(source: Path, document: _Document, columns: _Columns) -> tuple[str, list[Fragment]]:
    """The text of an article, and where its tokens are."""
    if document.article:
        rows = [row for sentence in document.sentences for row in sentence]
        return document.article, _aligned(source, rows, columns, document.article, 0)
    parts: list[str] = []
    places: list[Fragment] = []
    at = 0
    told = document.texts if len(document.texts) == len(document.sentences) else None
    for number, rows in enumerate(document.sentences):
        sentence = told[number] if told else _joined(rows, columns)
        places.extend(_aligned(source, rows, columns, sentence, at))
        parts.append(sentence)
        at += len(sentence) + 1
    return "\n".join(parts) + "\n", places


def _joined(rows: Sequence[_Row], columns: _Columns) -> str:
    pieces = []
    for row in rows:
        tight = len(row.cells) == 10 and "SpaceAfter=No" in row.cells[9]
        pieces.append(row.cells[columns.token] + ("" if tight else " "))
    return "".join(pieces).rstrip(" ")


def _aligned(
    source: Path, rows: Sequence[_Row], columns: _Columns, text: str, base: int
) -> list[Fragment]:
    """Where tokens are in a text, one after the other."""
    try:
        return token_places((row.cells[columns.token] for row in rows), text, base)
    except NotNext as wrong:
        raise BadInput(str(source), rows[wrong.number].number, str(wrong)) from wrong
