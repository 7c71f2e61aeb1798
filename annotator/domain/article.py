"""An article: what is known about a text. The text itself never changes."""

from __future__ import annotations

import msgspec

from annotator.text.zones import Zone


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about an article but its text.

    `name` is the document id that travels with it (a JSONL id or a file stem)
    and is unique within a project. `text_sha256` names the text, which the store
    keeps once, content-addressed. `length` counts code points. `published` is an
    ISO 8601 date or date-time, or whatever the source gave; "" means unknown.
    """

    id: int
    name: str
    text_sha256: str
    length: int
    title: str = ""
    source: str = ""
    published: str = ""
    author: str = ""
    place: str = ""
    language: str = ""
    section: str = ""
    url: str = ""
    keywords: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    zones: tuple[Zone, ...] = ()
    source_name: str = ""
    encoding: str = ""


class ArticleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotator answered to a question about an article; never ""."""

    article_id: int
    annotator_id: int
    question_id: int
    value: str


class ArticleText(msgspec.Struct, frozen=True):
    """A text as decoded, with the bytes it came from.

    `original` is the file's own bytes, or b"" where the text came inside another
    format. `sha256` is the hex digest of the text in UTF-8.
    """

    sha256: str
    text: str
    original: bytes = b""
