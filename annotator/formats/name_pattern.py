"""What the name of a file says of its article, by a pattern that a person gives.

    {date:%Y-%m-%d}_{source}_{title}.txt
    {source}/{date:%Y}/{*}-{author}

A word in braces stands for as few characters as will do. Known words are `date`,
`title`, `source`, `author`, `place`, `language`, `section`, `url` and `keywords`; any
other becomes a further fact of that name, and `{*}` is passed over. A date may say how
it is written, in the signs of strptime. Everything else stands for itself; "/" is
between folders, and only as many folders are looked at as the pattern has. Where the
pattern has no suffix, that of the file is passed over.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.refusal import Refused
from annotator.formats.articles.dates import iso
from annotator.formats.record import Record
from annotator.text.printable import printable

_PIECE = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_FACTS = {
    "date": "published",
    "published": "published",
    "title": "title",
    "source": "source",
    "author": "author",
    "place": "place",
    "language": "language",
    "section": "section",
    "url": "url",
    "keywords": "keywords",
}
_SIGNS = {
    "%Y": r"\d{4}",
    "%y": r"\d{2}",
    "%m": r"\d{1,2}",
    "%d": r"\d{1,2}",
    "%H": r"\d{1,2}",
    "%M": r"\d{1,2}",
    "%S": r"\d{1,2}",
    "%j": r"\d{1,3}",
    "%b": r"[^\W\d_]{3}",
    "%B": r"[^\W\d_]+",
    "%%": "%",
}
_WITH_A_TIME = re.compile("%[HMS]")
_NAME = re.compile(r"[^\W\d][\w .-]{0,59}")
_LONGEST = 400
_SECONDS = 0.5
"""For one name: many words in braces can be tried on it in endless ways."""


class _Field(msgspec.Struct, frozen=True):
    """A word in braces; `written` is how a date is, "" for any other way."""

    name: str
    written: str


class NamePattern:
    """A pattern that was understood. Raises Refused, saying why, where it cannot be."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern.strip()
        if not _PIECE.search(self.pattern) or len(self.pattern) > _LONGEST:
            raise Refused(
                "A pattern of file names has words in braces, as in {date:%Y-%m-%d}_{title}."
            )
        self._fields: list[_Field] = []
        self._depth = self.pattern.count("/") + 1
        pieces: list[str] = []
        at = 0
        for found in _PIECE.finditer(self.pattern):
            pieces.append(_literally(self.pattern[at : found.start()]))
            pieces.append(self._field(found[1].strip(), found[2] or ""))
            at = found.end()
        pieces.append(_literally(self.pattern[at:]))
        import regex  # noqa: PLC0415  seldom needed; it can be told when to give up

        self._whole = regex.compile("".join(pieces), regex.DOTALL)

    def _field(self, name: str, written: str) -> str:
        if name in ("*", ""):
            return "[^/]*?"
        if not _NAME.fullmatch(name):
            raise Refused(f"In a pattern of file names, {{{name}}} is no name of a fact.")
        if any(one.name == name for one in self._fields):
            raise Refused(f"A pattern of file names can say {{{name}}} only once.")
        if written and _FACTS.get(name) != "published":
            raise Refused(
                f"In a pattern of file names only a date is followed by a colon: {{{name}}}."
            )
        self._fields.append(_Field(name, written))
        return f"({_dated(written)})" if written else "([^/]+?)"

    def facts(self, path: Path) -> tuple[tuple[str, str], ...] | None:
        """What the name says, by the words of the pattern; None where it does not follow it.

        Raises Refused for a pattern that takes too long.
        """
        parts = [printable(one)[0] for one in path.parts[-self._depth :]]
        suffix = path.suffix
        names = ["/".join(parts)]
        if suffix and not self.pattern.lower().endswith(suffix.lower()):
            names.append(names[0].removesuffix(suffix))
        for name in reversed(names):
            try:
                found = self._whole.fullmatch(name, timeout=_SECONDS)
            except TimeoutError as too_long:
                raise Refused(
                    f"To see whether a name follows the pattern {self.pattern} would take too "
                    "long; give it fewer words in braces."
                ) from too_long
            if found is None:
                continue
            said = [
                (field.name, _value(field, value))
                for field, value in zip(self._fields, found.groups(), strict=True)
            ]
            if all(value for _, value in said):
                return tuple(said)
        return None

    def applied(self, record: Record, path: Path) -> Record:
        """The record with what the name of its file says; a note where it says nothing."""
        facts = self.facts(path)
        if facts is None:
            said = (
                f"Its name does not follow the pattern {self.pattern}; nothing was taken from it."
            )
            return msgspec.structs.replace(record, notes=(*record.notes, said))
        fields: dict[str, Any] = {}
        more = [one for one in record.more if one[0] not in dict(facts)]
        for name, value in facts:
            known = _FACTS.get(name)
            if known == "keywords":
                fields[known] = tuple(one for part in value.split(",") if (one := part.strip()))
            elif known:
                fields[known] = value
            else:
                more.append((name, value))
        return msgspec.structs.replace(record, more=tuple(more), **fields)


def _literally(words: str) -> str:
    if "{" in words or "}" in words:
        raise Refused("In a pattern of file names a brace is not closed, or not opened.")
    return re.escape(words)


def _dated(written: str) -> str:
    pieces: list[str] = []
    at = 0
    while at < len(written):
        sign = written[at : at + 2]
        if written[at] != "%":
            pieces.append(re.escape(written[at]))
            at += 1
        elif sign in _SIGNS:
            pieces.append(_SIGNS[sign])
            at += 2
        else:
            raise Refused(f"In a pattern of file names, {sign} is no sign of a date.")
    return "".join(pieces)


def _value(field: _Field, said: str) -> str:
    """What a word stands for, "" for a date that is none."""
    said = " ".join(said.split())
    if _FACTS.get(field.name) != "published":
        return said
    if not field.written:
        return iso(said)
    try:
        moment = datetime.strptime(said, field.written)  # noqa: DTZ007  as it is written
    except ValueError:
        return ""
    if _WITH_A_TIME.search(field.written):
        return moment.isoformat()
    if "%d" not in field.written and "%j" not in field.written:
        month = any(sign in field.written for sign in ("%m", "%b", "%B"))
        return moment.strftime("%Y-%m" if month else "%Y")
    return moment.date().isoformat()
