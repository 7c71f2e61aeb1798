"""Who says it: the actors of an article in the order in which they may hold a claim.

What speaks for an actor is read from the text around the claim: the words that lie
between the two, verbs of saying and whose they are, phrases like "according to",
quotation marks, pronouns and who was named before them, who held the claim before.
Each is a number; the sum under `_WEIGHTS` puts the actors in order. The weights were
fitted as a conditional logit on news with attributions marked by hand (see
``tests/bench/holders.py``, which measures the outcome on other articles). Nothing
here knows a label or a screen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import log1p

import msgspec

from annotator.editing.speech import Speech, speech_of
from annotator.text.folding import fold_key
from annotator.text.names import ARTICLES, is_short_for, name_key
from annotator.text.sentences import paragraph_at, sentence_at

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_OPENERS = '"“„«‘‚「『'
_CLOSERS = '"”“»«’」』'
_BESIDE = 60
"""Code points between a quotation and a name that stands beside it."""
_NEAR = 3
"""Words between a name and its verb that may still belong together."""
_LONGEST = 200
"""Code points that a name with another one in it may begin before that one."""
_OF_EACH = 2
"""Marks of one actor that are weighed, on each side of the claim."""
_WINDOW = 1600
"""Code points before and behind a claim whose words are looked at."""


Fragments = tuple[tuple[int, int], ...]


class Actor(msgspec.Struct, frozen=True):
    """A mark that may hold a claim. `who` is equal for marks that mean the same one."""

    id: int
    start: int
    end: int
    who: str


class Ranked(msgspec.Struct, frozen=True):
    """One actor of the article, shown by the mark that speaks most for it.

    `marks` are the ids of all marks that mean the actor, `id` among them.
    """

    id: int
    who: str
    score: float
    marks: tuple[int, ...] = ()


class Claims(msgspec.Struct, frozen=True):
    """What is known about the claims around: holders chosen before, nearest last."""

    held_by: tuple[str, ...] = ()


def same_actors(names: Sequence[str]) -> list[str]:
    """For each name a key, equal where one is plainly the short form of another.

    A short form goes to the one longer name it fits; where it fits several that are
    not each other's short forms it stays by itself.
    """
    keys = [name_key(name) for name in names]
    distinct = sorted(set(keys), key=lambda key: (-len(key.split()), key))
    longest: dict[str, str] = {}
    for key in distinct:
        fits = {longest[other] for other in longest if is_short_for(key, other)}
        longest[key] = fits.pop() if len(fits) == 1 else key
    return [longest[key] for key in keys]


def rank(
    text: str,
    claim: Fragments,
    actors: Sequence[Actor],
    *,
    language: str = "",
    claims: Claims | None = None,
) -> list[Ranked]:
    """Every actor once, likeliest holder of the claim first."""
    every: dict[str, list[int]] = {}
    for actor in actors:
        every.setdefault(actor.who, []).append(actor.id)
    actors = _worth_weighing(actors, claim)
    best: dict[str, Ranked] = {}
    for actor, facts in zip(actors, weigh(text, claim, actors, language, claims), strict=True):
        score = sum(weight * fact for weight, fact in zip(_WEIGHTS, facts, strict=True))
        held = best.get(actor.who)
        if held is None or score > held.score:
            best[actor.who] = Ranked(actor.id, actor.who, score, tuple(every[actor.who]))
    return sorted(best.values(), key=lambda one: -one.score)


def _worth_weighing(actors: Sequence[Actor], claim: Fragments) -> list[Actor]:
    """Of every actor the marks nearest to the claim, on either side and within."""
    first, last = claim[0][0], claim[-1][1]
    met: dict[tuple[str, bool, bool], int] = {}
    near = []
    for one in sorted(actors, key=lambda one: max(first - one.end, one.start - last)):
        side = (one.who, one.end <= first, one.start >= last)
        met[side] = met.get(side, 0) + 1
        if met[side] <= _OF_EACH:
            near.append(one)
    return near


def weigh(
    text: str,
    claim: Fragments,
    actors: Sequence[Actor],
    language: str = "",
    claims: Claims | None = None,
) -> list[tuple[float, ...]]:
    """What speaks for each actor, a number for each of `FACTS`."""
    scene = _Scene(text, claim, actors, speech_of(language, text), claims or Claims(), language)
    return [scene.facts(actor) for actor in actors]


FACTS = (
    "same sentence", "same paragraph", "nearness", "behind", "its verb of saying",
    "verb beside it", "said before it", "according to", "nearest before", "nearest behind",
    "others between", "oblique", "begins its sentence", "quoted, beside quotation", "within",
    "often named", "pronoun", "held the claim before", "held before, nobody here",
    "named before the pronoun", "named first before the pronoun", "sentence before",
    "sentence behind", "within a longer name", "its verb opens the claim",
)  # fmt: skip


class _Word(msgspec.Struct, frozen=True):
    start: int
    end: int
    folded: str


class _Scene:
    """A claim among the words and actors around it."""

    def __init__(
        self,
        text: str,
        claim: Fragments,
        actors: Sequence[Actor],
        speech: Speech,
        claims: Claims,
        language: str,
    ) -> None:
        self._text, self._speech, self._language = text, speech, language
        self._claims = claims
        self._pieces = claim
        start, end = claim[0][0], claim[-1][1]
        first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
        self._words = [
            _Word(m.start() + first, m.end() + first, fold_key(m.group()))
            for m in _TOKEN.finditer(text[first:last])
        ]
        self._seen = first, last
        self._starts = [word.start for word in self._words]
        self._sentence = (
            sentence_at(text, start, language)[0],
            sentence_at(text, max(start, end - 1), language)[1],
        )
        self._paragraph = (
            paragraph_at(text, start)[0],
            paragraph_at(text, max(start, end - 1))[1],
        )
        outside = [
            one for one in actors if all(one.end <= low or one.start >= high for low, high in claim)
        ]
        self._by_end = sorted(outside, key=lambda one: one.end)
        self._by_start = sorted(outside, key=lambda one: one.start)
        self._outside = outside
        self._count: dict[str, int] = {}
        for one in actors:
            self._count[one.who] = self._count.get(one.who, 0) + 1
        self._quoted = any(_is_quoted(text, piece) for piece in claim)
        self._someone_here = any(self._in_sentence(one) for one in outside)
        self._antecedents = self._named_before_pronoun()

    def facts(self, actor: Actor) -> tuple[float, ...]:
        """The numbers of one actor, in the order of `FACTS`."""
        start, end = self._piece_beside(actor)
        before = actor.end <= start
        within = not before and actor.start < end
        gap = (actor.end, start) if before else (end, actor.start)
        between = self._between(*gap) if not within else []
        plain = [word for word in between if word.folded[:1].isalnum()]
        others = 0 if within else self._others(actor, gap, before=before)
        near = 0 <= gap[1] - gap[0] < _BESIDE
        verb_at = self._own_verb(actor, plain, before=before)
        lead = self._lead(actor)
        same = self._in_sentence(actor)
        row = self._antecedents.get(actor.id, -1)
        held = self._claims.held_by
        return (
            float(same),
            float(self._paragraph[0] <= actor.start < self._paragraph[1]),
            -log1p(len(plain)) if between or not within else 0.0,
            float(not before and not within),
            float(same and verb_at >= 0),
            float(0 <= verb_at < _NEAR),
            float(same and self._said_before(actor)),
            float(self._according(actor)),
            float(same and before and others == 0),
            float(same and not before and not within and others == 0),
            -log1p(others),
            float(lead is not None and lead in self._speech.oblique),
            float(self._begins_sentence(actor)),
            float(self._quoted and same and not within and near),
            float(within),
            log1p(self._count[actor.who]),
            float(self._is_pronoun(actor)),
            float(bool(held) and held[-1] == actor.who),
            float(bool(held) and held[-1] == actor.who and not self._someone_here),
            float(row == 0),
            float(row >= 0 and self._begins_sentence(actor)),
            float(not same and before and others < 3 and self._sentences_away(actor) == 1),
            float(not same and not before and others < 3 and self._sentences_away(actor) == 1),
            float(self._nested(actor)),
            float(same and before and bool(plain) and self._opens_claim(plain)),
        )

    # -- words ------------------------------------------------------------------------

    def _between(self, start: int, end: int) -> list[_Word]:
        return self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _lead(self, actor: Actor) -> str | None:
        """The word before an actor, articles passed over."""
        at = bisect_left(self._starts, actor.start) - 1
        if at >= 0 and self._words[at].folded in ARTICLES:
            at -= 1
        return self._words[at].folded if at >= 0 else None

    def _own_verb(self, actor: Actor, plain: list[_Word], *, before: bool) -> int:
        """How many words away from the actor, towards the claim, the nearest verb of
        saying stands with no other actor in between; -1 for none."""
        words = plain if before else list(reversed(plain))
        for away, word in enumerate(words):
            if self._speech.is_verb(word.folded):
                low, high = (actor.end, word.start) if before else (word.end, actor.start)
                return -1 if self._actor_in(low, high, actor) else away
        return -1

    def _opens_claim(self, plain: list[_Word]) -> bool:
        """Whether the words right before the claim are a verb of saying (and "that")."""
        tail = plain[-2:] if plain[-1].folded in self._speech.links else plain[-1:]
        return self._speech.is_verb(tail[0].folded)

    def _said_before(self, actor: Actor) -> bool:
        """Whether a verb of saying stands right before the actor, as in "said Aral"."""
        at = bisect_left(self._starts, actor.start)
        return any(self._speech.is_verb(word.folded) for word in self._words[max(0, at - 2) : at])

    def _according(self, actor: Actor) -> bool:
        at = bisect_left(self._starts, actor.start)
        lead = " ".join(word.folded for word in self._words[max(0, at - 5) : at])
        if lead.endswith(tuple(f" {phrase}" for phrase in self._speech.before)) or (
            lead in self._speech.before
        ):
            return True
        after = bisect_left(self._starts, actor.end)
        tail = " ".join(word.folded for word in self._words[after : after + 3])
        return bool(self._speech.after) and any(
            phrase in tail.split() or tail.startswith(phrase) for phrase in self._speech.after
        )

    def _is_pronoun(self, actor: Actor) -> bool:
        return self._speech.is_pronoun(fold_key(self._text[actor.start : actor.end]))

    def _named_before_pronoun(self) -> dict[int, int]:
        """Actors named before a pronoun that says the claim, nearest first (0, 1, ...)."""
        start, end = self._pieces[0][0], self._pieces[-1][1]
        here = self._between(self._sentence[0], start)
        there = self._between(end, self._sentence[1])
        spoken = None
        for words, step in ((here, -1), (there, 1)):
            for word in words[::step]:
                if self._actor_in(word.start, word.end, None):
                    break
                if self._speech.is_pronoun(word.folded):
                    spoken = word
                    break
            if spoken is not None:
                break
        if spoken is None:
            return {}
        named = [one for one in self._outside if one.end <= spoken.start]
        named.sort(key=lambda one: -one.end)
        return {one.id: place for place, one in enumerate(named[:6])}

    # -- places -----------------------------------------------------------------------

    def _in_sentence(self, actor: Actor) -> bool:
        return self._sentence[0] <= actor.start and actor.end <= self._sentence[1]

    def _begins_sentence(self, actor: Actor) -> bool:
        if not self._seen[0] <= actor.start < self._seen[1]:
            return False
        first = sentence_at(self._text, actor.start, self._language)[0]
        return actor.start - first <= 4

    def _sentences_away(self, actor: Actor) -> int:
        """1 for the sentence right before or behind the claim's, 2 for any farther one."""
        edge = self._sentence[0] if actor.end <= self._pieces[0][0] else self._sentence[1]
        low, high = sorted((edge, actor.start))
        if high - low > 700:
            return 2
        own = sentence_at(self._text, actor.start, self._language)
        rest = self._text[own[1] : edge] if own[1] <= edge else self._text[edge : own[0]]
        return 1 if not rest.strip(' \n\r\t"”“»«') else 2

    def _piece_beside(self, actor: Actor) -> tuple[int, int]:
        """The fragment of the claim that lies nearest to an actor."""
        return min(
            self._pieces, key=lambda piece: max(piece[0] - actor.end, actor.start - piece[1])
        )

    def _others(self, actor: Actor, gap: tuple[int, int], *, before: bool) -> int:
        """How many other actors are marked between an actor and the claim."""
        if before:
            first = bisect_right(self._by_end, gap[0], key=lambda one: one.end)
            last = bisect_right(self._by_end, gap[1], key=lambda one: one.end)
            between = self._by_end[first:last]
        else:
            first = bisect_left(self._by_start, gap[0], key=lambda one: one.start)
            last = bisect_left(self._by_start, gap[1], key=lambda one: one.start)
            between = self._by_start[first:last]
        return len({one.who for one in between} - {actor.who})

    def _actor_in(self, low: int, high: int, besides: Actor | None) -> bool:
        first = bisect_left(self._by_start, low, key=lambda one: one.start)
        last = bisect_left(self._by_start, high, key=lambda one: one.start)
        found = self._by_start[first:last]
        return any(besides is None or one.who != besides.who for one in found)

    def _nested(self, actor: Actor) -> bool:
        first = bisect_left(self._by_start, actor.start - _LONGEST, key=lambda one: one.start)
        last = bisect_right(self._by_start, actor.start, key=lambda one: one.start)
        return any(
            actor.end <= one.end and one.end - one.start > actor.end - actor.start
            for one in self._by_start[first:last]
        )


def _is_quoted(text: str, claim: tuple[int, int]) -> bool:
    start, end = claim
    return (
        text[max(0, start - 1) : start + 1].strip(_OPENERS) != text[max(0, start - 1) : start + 1]
        and text[max(0, end - 1) : end + 2].strip(_CLOSERS) != text[max(0, end - 1) : end + 2]
    )


_WEIGHTS = (
    1.62,
    1.19,
    0.77,
    -0.87,
    0.28,
    0.45,
    -0.48,
    0.63,
    0.9,
    0.89,
    -0.09,
    -0.3,
    1.1,
    1.19,
    -3.3,
    -0.22,
    0.62,
    0.98,
    1.38,
    -0.83,
    0.4,
    -0.28,
    -0.45,
    -0.32,
    0.56,
)
