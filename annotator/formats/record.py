"""Records: articles with their annotations as files know them, by name and not by id.

Readers make records from files, writers make files from records; neither knows a
project. Offsets are Unicode code points, half-open, over `Record.text`.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from annotator.domain.annotation import Answers
from annotator.domain.span import Fragment
from annotator.text.zones import Zone


class Answer(StrEnum):
    """What a reader of a record decided about it (Prodigy's convention).

    A reviewed article without spans is `accept`: it teaches where nothing is.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    IGNORE = "ignore"


class SpanRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A mark. `name` is unique within its record, `fragments` sorted and apart.

    `entity` is the id of the entity it means, "" for none. `codebook_version` is the
    version of the codebook it was labelled under, 1 where nothing is known of it.
    """

    name: str
    label: str
    fragments: tuple[Fragment, ...]
    answers: Answers = ()
    note: str = ""
    annotator: str = ""
    entity: str = ""
    codebook_version: int = 1


class ArticleAnswerRecord(msgspec.Struct, frozen=True):
    """What an annotator answered to a question about the article."""

    question: str
    value: str
    annotator: str


class EntityRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Whom or what marks mean. `id` is unique within its record; the rest is as in `Entity`."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    chain: tuple[str, ...] = ()
    precision: str = ""


class RelationRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link; `head` and `child` are names of spans of the same record."""

    name: str
    label: str
    head: str
    child: str


class Slip(msgspec.Struct, frozen=True):
    """A mark that is not where its file says: moved to its words, or nowhere to be found.

    `was` are the offsets of the file, in the file's own unit; `now` the code points
    it covers, () for a mark that was left out; `reason` says why it was.
    """

    name: str
    label: str
    quote: str
    was: tuple[Fragment, ...]
    now: tuple[Fragment, ...] = ()
    reason: str = ""


class Placing(msgspec.Struct, frozen=True, kw_only=True):
    """How the offsets of a record were read.

    `counted` says what its file counts, in words. `as_they_were` marks were taken at
    their offsets, `moved` were found elsewhere, `lost` were not found.
    """

    counted: str = ""
    as_they_were: int = 0
    moved: tuple[Slip, ...] = ()
    lost: tuple[Slip, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One article from, or for, a file.

    `name` is the document id. `answer` is None where a file says nothing about it.
    `more` are further facts, as name and value.
    `original` is the file's own bytes where the file is the article, else b"".
    `source_name` is what the article is called where it came from, `file` and
    `line` (1-based, None where lines mean nothing) tell where that was, `size` how
    many bytes were read for it. `notes` are sentences for whoever brings it in.
    `placing` tells how offsets that had to be found were found, None where they
    could only be right.
    """

    name: str
    text: str
    annotator: str = ""
    spans: tuple[SpanRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    entities: tuple[EntityRecord, ...] = ()
    article_answers: tuple[ArticleAnswerRecord, ...] = ()
    answer: Answer | None = None
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    author: str = ""
    place: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    zones: tuple[Zone, ...] = ()
    text_sha256: str = ""
    original: bytes = b""
    encoding: str = ""
    source_name: str = ""
    file: str = ""
    line: int | None = None
    size: int = 0
    notes: tuple[str, ...] = ()
    placing: Placing | None = None
