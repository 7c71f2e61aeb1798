"""LexisNexis and Nexis Uni downloads: several articles a file, as text, HTML or in a DOCX.

The older layout numbers its articles ("3 of 10 DOCUMENTS") and names its fields in
capitals; the newer one ends each with "End of Document". Lines that were wrapped at a
fixed width are joined to paragraphs again. Layouts as in the downloads themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.bylines import signed
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.markup import decoded
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record
from annotator.text.decoding import Undecodable, decode

_NUMBERED = re.compile(r"^\s*\d[\d,.]* of \d[\d,.]* DOCUMENTS?\s*$", re.MULTILINE)
_NUMBERED_BYTES = re.compile(rb"(?:^|>|\n)\s*\d[\d,.]* of \d[\d,.]* DOCUMENTS?\s*(?:<|\r?\n)")
_NUMBER_LINE = re.compile(r"^(\s*\d[\d,.]* of \d[\d,.]* DOCUMENTS?\s*)$", re.MULTILINE)
_FIELD = re.compile(
    r"(?P<name>[A-Z][A-Za-z]+(?:[- ][A-Za-z]+)?)\s*:[\s\u00a0]*(?P<value>.*)", re.DOTALL
)
_TOP = frozenset(
    """byline section length dateline highlight series source edition distribution author
    version rubrik autor länge""".split()  # noqa: SIM905  reads better
)
_TAIL = frozenset(
    """load-date language graphic publication-type subject company person organization
    geographic country state city industry ticker notes correction correction-date
    correction-appended update graphic photo photos chart drawing journal-code document-type
    type classification end""".split()  # noqa: SIM905  reads better
)
_DATED = re.compile(r"(?:[^\W\d_]{3,}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,}\.?\s+\d{4})")
_END = "End of Document"
_BODY = "Body"
_WORDS = re.compile(r"\s*words?$", re.IGNORECASE)


class _Parts(msgspec.Struct):
    """An article as its download tells it."""

    title: str = ""
    source: str = ""
    dated: str = ""
    fields: dict[str, str] = {}
    body: list[Block] = []

    def record(self, path: Path, number: int | None, size: int, original: bytes) -> Record | None:
        said = self.fields
        by = signed(said.get("byline", "") or said.get("author", "") or said.get("autor", ""))
        facts = Facts(
            source=self.source,
            published=iso(self.dated),
            author=by.author,
            place=said.get("dateline", "") or by.place,
            language=said.get("language", "").partition(";")[0].capitalize(),
            section=said.get("section", "") or said.get("rubrik", ""),
            keywords=_listed(said.get("subject", "")),
            more=(
                ("office", by.office),
                *(
                    (name, said.get(name, ""))
                    for name in ("length", "load-date", "publication-type", "graphic", "highlight")
                ),
            ),
        )
        return article(
            path, self.title, self.body, facts, number=number, size=size, original=original
        )


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a download as text or HTML."""
    return each(source, options, _articles(source, options.encoding), "article")


def _articles(source: Path, encoding: str) -> Iterator[Record | None]:
    data = whole_file(source)
    if source.suffix.lower() in (".htm", ".html"):
        lines = [block.text for block in paragraphs(decoded(data, source, encoding))]
    else:
        try:
            lines = _unwrapped(decode(data, encoding).text)
        except Undecodable as why:
            raise BadInput(str(source), None, str(why)) from why
    starts = [at for at, line in enumerate(lines) if _NUMBERED.match(line)]
    if not starts:
        raise BadInput(str(source), None, "numbers no articles as a LexisNexis download does")
    chunks = [
        lines[one + 1 : other] for one, other in zip(starts, [*starts[1:], None], strict=True)
    ]
    for number, chunk in enumerate(chunks, start=1):
        alone = len(chunks) == 1
        yield _numbered(chunk).record(
            source, None if alone else number, len(data) // len(chunks), data if alone else b""
        )


def _unwrapped(text: str) -> list[str]:
    """Paragraphs of a text wrapped at a fixed width, each as one line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[str] = []
    for piece in re.split(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+", text):
        found += (flat(part) for part in _NUMBER_LINE.split(piece))
    return [words for words in found if words]


def _numbered(lines: Sequence[str]) -> _Parts:
    """An article of the older layout: source, date, headline, fields, body, fields."""
    parts = _Parts()
    at = next((at for at, line in enumerate(lines[:6]) if _DATED.search(line)), 0)
    parts.source = flat(" ".join(lines[:at]))
    parts.dated = lines[at] if lines and _DATED.search(lines[at]) else ""
    rest = list(lines[at + 1 :]) if parts.dated else list(lines)
    heads: list[str] = []
    while rest and not _field(rest[0], _TOP):
        heads.append(rest.pop(0))
        if len(heads) > 4 or not any(_field(line, _TOP) for line in rest[:6]):
            break
    parts.title = flat(" ".join(heads[:1]))
    parts.body = [Block(one, heading=True) for one in heads[1:]]
    while rest and (said := _field(rest[0], _TOP)):
        parts.fields.setdefault(*said)
        rest.pop(0)
    end = next((at for at, line in enumerate(rest) if _field(line, _TAIL)), len(rest))
    parts.body += [Block(line) for line in rest[:end] if not _is_notice(line)]
    for line in rest[end:]:
        if said := _field(line, _TAIL):
            parts.fields.setdefault(*said)
    return parts


def ends_documents(lines: Sequence[str]) -> bool:
    """Whether the paragraphs of a DOCX are a Nexis download."""
    return any(line == _END for line in lines) and any(line == _BODY for line in lines)


def documents(path: Path, lines: Sequence[str], size: int) -> Iterator[Record | None]:
    """The articles of a Nexis DOCX, from its paragraphs."""
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line == _END:
            chunks.append([])
        elif line:
            chunks[-1].append(line)
    kept = [chunk for chunk in chunks if _BODY in chunk]
    for number, chunk in enumerate(kept, start=1):
        yield _ended(chunk).record(path, None if len(kept) == 1 else number, size // len(kept), b"")


def _ended(lines: Sequence[str]) -> _Parts:
    """An article of the newer layout: headline, source, date, fields, "Body", body, fields."""
    parts = _Parts()
    body = lines.index(_BODY)
    top, rest = lines[:body], lines[body + 1 :]
    dates = [at for at, line in enumerate(top) if _DATED.match(line)]
    at = dates[0] if len(dates) == 1 else next((one for one in dates if one >= 2), 0)
    at = dates[-1] if dates and at not in dates else at
    if dates:
        parts.dated = top[at]
        parts.source = top[at - 1] if at >= 1 else ""
        parts.title = top[at - 2] if at >= 2 else ""
        top = top[at + 1 :]
    for line in top:
        if said := _field(line, _TOP):
            parts.fields.setdefault(*said)
    end = next(
        (at for at, line in enumerate(rest) if line == "Classification" or _field(line, _TAIL)),
        len(rest),
    )
    parts.body = [Block(line) for line in rest[:end]]
    for line in rest[end:]:
        if said := _field(line, _TAIL):
            parts.fields.setdefault(*said)
    return parts


def _field(line: str, known: frozenset[str]) -> tuple[str, str] | None:
    """Name and value of a line that begins with the name of a known field."""
    found = _FIELD.match(line)
    if found is None:
        return None
    name = found["name"].lower().replace(" ", "-")
    return (name, flat(found["value"])) if name in known else None


def _is_notice(line: str) -> bool:
    return line.startswith(("Copyright ", "All Rights Reserved"))


def _listed(value: str) -> tuple[str, ...]:
    """Subjects without the percentages that Nexis puts behind them."""
    cut = [flat(re.sub(r"\(\d+%\)", "", one)) for one in value.split(";")]
    return tuple(dict.fromkeys(one for one in cut if one))


def _sniff(head: Head) -> int:
    if head.suffix not in NEXIS.suffixes:
        return 0
    return 85 if _NUMBERED_BYTES.search(head.data) else 0


NEXIS = Format(
    name="nexis",
    title="LexisNexis and Nexis downloads (text, HTML)",
    suffixes=(".txt", ".htm", ".html"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
