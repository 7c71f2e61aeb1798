"""ninjs, news in JSON (iptc.org/standards/ninjs): versions 1 to 3, one item a file or a list.

Items without a body, as pictures and videos are, hold no article and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_NO_ARTICLES = ("audio", "video", "picture", "graphic", "component")
_BY = re.compile(r"(?:By|Von|Par|Por|Av|Af|Door|Di)\s+(?=[A-ZÀ-Ý])")
_ABOUT = ("subject", "subjects")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a file."""
    return each(source, options, _articles(source), "news item")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
        raise BadInput(str(source), None, f"is not JSON: {reason}") from reason
    items = found if isinstance(found, list) else [found]
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        items = found["items"]
    items = [one for one in items if isinstance(one, dict)]
    alone = len(items) == 1
    for number, item in enumerate(items, start=1):
        made = [] if item.get("type") in _NO_ARTICLES else _blocks(item)
        if any(one.text for one in made):
            yield article(
                source,
                _headline(item),
                made,
                _facts(item),
                number=None if alone else number,
                size=len(data) // len(items),
                original=data if alone else b"",
            )


def _headline(item: dict[str, Any]) -> str:
    lines = [one for one in _objects(item, "headlines") if one.get("role") in (None, "main", "")]
    lines = lines or _objects(item, "headlines")
    told = _text(item, "headline") or (_text(lines[0], "value") if lines else "")
    return flat(told) or _text(item, "title")


def _blocks(item: dict[str, Any]) -> list[Block]:
    for body in _objects(item, "bodies"):
        value, kind = _text(body, "value"), _text(body, "contenttype")
        if value:
            return _read(value, markup="html" in kind or "<p" in value)
    for name in sorted(item):
        if name.startswith("body_") and name != "body_text" and _text(item, name):
            return _read(_text(item, name), markup=True)
    told = _read(_text(item, "body_text"), markup=False)
    if item.get("type") == "text" and not any(one.text for one in told):
        # A flash: what is there to say stands in the description.
        for said in _objects(item, "descriptions"):
            if _text(said, "value"):
                markup = "html" in _text(said, "contenttype")
                return _read(_text(said, "value"), markup=markup)
    return told


def _read(value: str, *, markup: bool) -> list[Block]:
    if markup:
        return paragraphs(value)
    return [Block(one.strip()) for one in value.replace("\r\n", "\n").split("\n\n")]


def _facts(item: dict[str, Any]) -> Facts:
    places = _objects(item, "place") or _objects(item, "places")
    subjects = [_text(one, "name") for name in _ABOUT for one in _objects(item, name)]
    sources = [_text(one, "name") for one in _objects(item, "infosources")]
    return Facts(
        id=_text(item, "uri"),
        source=next((one for one in sources if one), "") or _text(item, "copyrightholder"),
        published=iso(_text(item, "firstcreated") or _text(item, "versioncreated")),
        author=_byline(item),
        place=_text(item, "located") or next((_text(one, "name") for one in places), ""),
        language=_text(item, "language"),
        keywords=tuple(dict.fromkeys(one for one in subjects if one)),
        more=(("slugline", _text(item, "slugline")), ("genre", _text(item, "profile"))),
    )


def _byline(item: dict[str, Any]) -> str:
    lines = [_text(one, "value") for one in _objects(item, "bylines")]
    told = _text(item, "byline") or _text(item, "by") or next((one for one in lines if one), "")
    people = [_text(one, "name") for one in _objects(item, "people") if one.get("rel") == "author"]
    return _BY.sub("", flat(told)) or ", ".join(people)


def _objects(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = item.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(item: dict[str, Any], name: str) -> str:
    found = item.get(name)
    return found if isinstance(found, str) else ""


def _sniff(head: Head) -> int:
    if not head.is_json or not head.has_key("uri"):
        return 0
    body = any(one in head.data for one in (b'"body_', b'"bodies"', b'"versioncreated"', b'"ninjs'))
    return 60 if body else 0


NINJS = Format(
    name="ninjs",
    title="ninjs (news agencies, JSON)",
    suffixes=(".json",),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
