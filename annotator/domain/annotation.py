"""Annotation: a label on a span of an article, by an annotator."""

from __future__ import annotations

import msgspec

from annotator.domain.span import Fragment, contains, covered_text

Answers = tuple[tuple[str, str], ...]
"""Answers to a label's attributes: name and value, in the order they were given."""


class Annotation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One mark.

    `fragments` are sorted, do not overlap, and there is at least one. `number`
    orders the annotations of an article as they were made; `name` is the id that
    exports carry ("s1"), unique within the article. `origin` says where it came
    from: "hand", or "import", or the name of a suggester. `codebook_version` is the
    number of the version of the codebook that it was labelled under.
    """

    id: int
    article_id: int
    label_id: int
    annotator_id: int
    fragments: tuple[Fragment, ...]
    number: int
    name: str
    answers: Answers = ()
    note: str = ""
    origin: str = "hand"
    codebook_version: int = 1

    @property
    def start(self) -> int:
        """Start of the first fragment, in code points."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """End of the last fragment, in code points."""
        return self.fragments[-1][1]

    def text_in(self, text: str) -> str:
        """The covered text: fragments joined by one space."""
        return covered_text(text, self.fragments)

    def covers(self, offset: int) -> bool:
        """Whether the code point at `offset` is marked, gaps aside."""
        return any(start <= offset < end for start, end in self.fragments)

    def contains(self, other: Annotation) -> bool:
        """Whether `other` lies within the outer bounds of this one."""
        return contains((self.start, self.end), (other.start, other.end))

    def answer(self, name: str) -> str:
        """The answer to one attribute, "" when it has none."""
        return next((value for key, value in self.answers if key == name), "")


class Relation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A labelled, directed link `head` -> `child` between two annotations of an article."""

    id: int
    article_id: int
    type_id: int
    head_id: int
    child_id: int
    annotator_id: int
    number: int
    name: str
