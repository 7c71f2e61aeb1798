"""Names marked before in a project, looked for in a text.

Looked up by their first two characters at each place of a short stretch, so that
scripts without blanks or capitals are served as well as any. Names of a script that
writes particles onto words (Arabic, Hebrew) are also found behind those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from annotator.text.likely.candidate import Candidate, Kind
from annotator.text.occurrences import begins_word, ends_word

if TYPE_CHECKING:
    from annotator.domain.annotation import Annotation
    from annotator.editing.project import OpenArticle
    from annotator.store.reader import Reader

LONGEST = 60
"""Longer marks are claims, not names."""
_MOST_ARTICLES = 300
_MOST_TEXT = 20_000_000


class KnownNames:
    """Marked texts and how often each label was put on them."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[int, int]] = {}
        self._heads: dict[str, list[int]] = {}
        """By the first two characters, the lengths of names that begin so, longest first."""

    def __len__(self) -> int:
        return len(self._labels)

    def learn(self, name: str, label_id: int = 0) -> None:
        """Take up a name that was marked; what is too long or no word is passed over."""
        if not 2 <= len(name) <= LONGEST or "\n" in name or not name[:1].isalnum():
            return
        counts = self._labels.setdefault(name, {})
        counts[label_id] = counts.get(label_id, 0) + 1
        lengths = self._heads.setdefault(name[:2], [])
        if len(name) not in lengths:
            lengths.append(len(name))
            lengths.sort(reverse=True)

    def label_of(self, name: str) -> int | None:
        """The label that a name was marked with most often, None when never."""
        counts = self._labels.get(name)
        return max(counts, key=lambda label: (counts[label], label)) if counts else None

    def between(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """The longest known name at each place between two code points, as whole words."""
        for at in range(start, min(end, len(text) - 1)):
            lengths = self._heads.get(text[at : at + 2])
            if lengths is None or not begins_word(text, at):
                continue
            for length in lengths:
                stop = at + length
                if text[at:stop] in self._labels and ends_word(text, stop):
                    yield Candidate(at, stop, Kind.KNOWN)
                    break

    def learn_some(self, article: OpenArticle, marks: Iterator[Annotation], most: int) -> bool:
        """Take up at most so many marks of the open article; whether there may be more."""
        seen = 0
        for annotation in islice(marks, most):
            seen += 1
            if len(annotation.fragments) == 1 and annotation.end - annotation.start <= LONGEST:
                self.learn(article.text[annotation.start : annotation.end], annotation.label_id)
        return seen == most


def known_in(reader: Reader, stopped: Callable[[], bool] = lambda: False) -> KnownNames:
    """The names of entities, and of the marks in the articles marked last.

    Reads up to 300 articles or 20 million code points of text; meant for a thread
    of its own.
    """
    known = KnownNames()
    for entity in reader.entities():
        for name in (entity.name, *entity.aliases):
            known.learn(name)
    read = 0
    for article_id in reader.marked_articles(limit=_MOST_ARTICLES):
        article = reader.article(article_id)
        read += article.length
        if read > _MOST_TEXT or stopped():
            break
        text = reader.text(article.text_sha256)
        for annotation in reader.annotations(article_id):
            if len(annotation.fragments) == 1 and annotation.end - annotation.start <= LONGEST:
                known.learn(text[annotation.start : annotation.end], annotation.label_id)
    return known
