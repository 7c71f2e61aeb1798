"""Whom a mark means: the entities of a project in the order in which it may be them.

Best is an entity that was called by these very words; then one whose long form the
article gives with these words in brackets, or the other way round; then one whose
name these words are the end of (a surname). Among equals, whom the article speaks of
already comes first.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step
from annotator.domain.entity import Entity
from annotator.editing.project import OpenArticle
from annotator.text.names import abbreviations, initials_of, is_short_for, name_key, name_words

_SAME = 100.0
_BRACKETS = 90.0
_SHORT = 80.0
_LONG = 70.0
_INITIALS = 55.0
_SOME_WORDS = 30.0
_HERE = 12.0
"""For an entity that the open article speaks of already."""


class Candidate(msgspec.Struct, frozen=True):
    """An entity that a mark may mean, and why."""

    entity: Entity
    score: float
    why: str
    """"same name", "in brackets", "short for", "longer", "initials" or "alike"."""


class Recognition:
    """The entities of a project by the words of their names. Follows what is written."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities: dict[int, Entity] = {}
        self._by_key: dict[str, set[int]] = {}
        self._by_word: dict[str, set[int]] = {}
        for entity in entities:
            self._put(entity)

    def follow(self, step: Step) -> None:
        """Take over added, changed and removed entities."""
        for change in step.changes:
            if isinstance(change.before, Entity):
                self._drop(change.before)
            if isinstance(change.after, Entity):
                self._put(change.after)

    def candidates(
        self, article: OpenArticle, annotation: Annotation, *, limit: int = 8
    ) -> list[Candidate]:
        """Whom a mark may mean, likeliest first."""
        words = article.text_of(annotation)
        found: dict[int, tuple[float, str]] = {}

        def offer(ids: Iterable[int], score: float, why: str) -> None:
            for one in ids:
                if one not in found or found[one][0] < score:
                    found[one] = (score, why)

        offer(self._by_key.get(name_key(words), ()), _SAME, "same name")
        for other in _in_brackets(article.text, words):
            offer(self._by_key.get(name_key(other), ()), _BRACKETS, "in brackets")
        for one in self._sharing_words(words):
            offer([one], *self._likeness(words, self._entities[one]))
        for initials in initials_of(words):
            offer(self._by_key.get(initials, ()), _INITIALS, "initials")
        here: set[int] = set()
        for mark in article.annotations:
            if mark.id != annotation.id:
                here.update(article.annotations.entities_of(mark.id))
        ranked = [
            Candidate(self._entities[one], score + (_HERE if one in here else 0.0), why)
            for one, (score, why) in found.items()
        ]
        ranked.sort(key=lambda one: (-one.score, one.entity.name))
        return ranked[:limit]

    # -- the index --------------------------------------------------------------------

    def _likeness(self, words: str, entity: Entity) -> tuple[float, str]:
        best = (0.0, "alike")
        mine = set(name_words(words))
        for name in (entity.name, *entity.aliases):
            theirs = set(name_words(name))
            if is_short_for(words, name):
                best = max(best, (_SHORT, "short for"))
            elif is_short_for(name, words):
                best = max(best, (_LONG, "longer"))
            elif mine & theirs:
                shared = len(mine & theirs) / len(mine | theirs)
                best = max(best, (_SOME_WORDS * shared, "alike"))
        return best

    def _sharing_words(self, words: str) -> set[int]:
        found: set[int] = set()
        for word in name_words(words):
            ids = self._by_word.get(word, set())
            if len(ids) < 400 or not found:  # words that half of all names have tell little
                found |= ids
        return found

    def _put(self, entity: Entity) -> None:
        self._entities[entity.id] = entity
        for name in (entity.name, *entity.aliases):
            self._by_key.setdefault(name_key(name), set()).add(entity.id)
            for word in name_words(name):
                self._by_word.setdefault(word, set()).add(entity.id)

    def _drop(self, entity: Entity) -> None:
        self._entities.pop(entity.id, None)
        for name in (entity.name, *entity.aliases):
            self._by_key.get(name_key(name), set()).discard(entity.id)
            for word in name_words(name):
                self._by_word.get(word, set()).discard(entity.id)


def _in_brackets(text: str, words: str) -> list[str]:
    """What the article calls the same by a form in brackets."""
    key = name_key(words)
    found = []
    for short, full in abbreviations(text):
        if name_key(short) == key:
            found.append(full)
        elif name_key(full) == key:
            found.append(short)
    return found


def long_form_in(text: str, words: str) -> str:
    """The long form that an article gives for an abbreviation, "" for none."""
    key = name_key(words)
    return next((full for short, full in abbreviations(text) if name_key(short) == key), "")
