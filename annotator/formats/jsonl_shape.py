"""The keys of a line of training data and their types, nothing coerced and nothing left over."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

FORMAT = "article-annotations/1"
WITH_ENTITIES = "article-annotations/2"
"""A line whose marks mean entities; it has the keys `entities` and, in spans, `entity` too."""

WITH_ANSWERS = "article-annotations/3"
"""A line with answers about the article, or marks made under a later codebook than the first.

It has all keys of version 2, and the keys `article_answers` and, in spans,
`codebook_version`.
"""

META_KEYS = ("title", "source", "url", "published", "language", "keywords", "text_sha256")
"""What `meta` always holds, in the order it is written; further keys hold strings."""

OFFSET_UNIT = "offset_unit"
"""The meta key of files whose offsets do not count code points."""


class AttributeShape(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A coder's answer; any name, any value."""

    name: str
    value: str


class SpanShape(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A mark. `start` and `end` are the outer bounds of its fragments, `text` their words."""

    id: str
    start: int
    end: int
    label: str
    text: str
    fragments: tuple[tuple[int, int], ...]
    attributes: list[AttributeShape]
    note: str
    annotator: str
    entity: str | msgspec.UnsetType = msgspec.UNSET
    codebook_version: int | msgspec.UnsetType = msgspec.UNSET


class ArticleAnswerShape(msgspec.Struct, forbid_unknown_fields=True):
    """What an annotator answered to a question about the article."""

    question: str
    value: str
    annotator: str


class EntityShape(msgspec.Struct, forbid_unknown_fields=True):
    """Whom or what marks mean; coordinates are WGS 84 degrees, null for none."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    note: str
    more: list[AttributeShape]
    latitude: float | None
    longitude: float | None
    country: str
    chain: list[str]
    precision: str

    def strings(self) -> int:
        """How many JSON strings it has, keys among them."""
        return 17 + len(self.aliases) + len(self.chain) + 4 * len(self.more)


class RelationShape(msgspec.Struct, forbid_unknown_fields=True):
    """A link from the span `head` to the span `child`."""

    id: str
    label: str
    head: str
    child: str


class Tally(NamedTuple):
    """What the spans of a line have: attributes together, spans with `entity`, with a version."""

    attributes: int
    with_entity: int
    with_version: int


class LineShape(msgspec.Struct, forbid_unknown_fields=True):
    """One article."""

    format: str
    id: str
    text: str
    annotator: str
    spans: list[SpanShape]
    relations: list[RelationShape]
    meta: dict[str, str | list[str]]
    answer: Literal["accept", "reject", "ignore"]
    entities: list[EntityShape] | msgspec.UnsetType = msgspec.UNSET
    article_answers: list[ArticleAnswerShape] | msgspec.UnsetType = msgspec.UNSET

    def tally(self) -> Tally:
        """Counts over all spans."""
        unset, spans = msgspec.UNSET, self.spans
        return Tally(
            sum([len(span.attributes) for span in spans]),
            sum([span.entity is not unset for span in spans]),
            sum([span.codebook_version is not unset for span in spans]),
        )

    def strings(self, tally: Tally) -> int:
        """How many JSON strings a line of this content has, keys among them."""
        lists = [value for value in self.meta.values() if isinstance(value, list)]
        in_meta = 2 * len(self.meta) - len(lists) + sum(map(len, lists))
        meant = 2 * tally.with_entity + tally.with_version
        if self.entities is not msgspec.UNSET:
            meant += 1 + sum(one.strings() for one in self.entities)
        if self.article_answers is not msgspec.UNSET:
            meant += 1 + 6 * len(self.article_answers)
        marked = 14 * len(self.spans) + 4 * tally.attributes + 8 * len(self.relations)
        return meant + 13 + marked + in_meta


class HeadShape(msgspec.Struct):
    """Just enough of a line to tell which format and version it claims to be."""

    format: str


line_decoder = msgspec.json.Decoder(LineShape)
head_decoder = msgspec.json.Decoder(HeadShape)
