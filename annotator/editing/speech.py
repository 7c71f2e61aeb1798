"""Words of saying: verbs, phrases and pronouns by language, read from the resources."""

from __future__ import annotations

import json
from functools import cache, lru_cache

import msgspec

from annotator import home
from annotator.text.folding import fold_key


class Speech(msgspec.Struct, frozen=True):
    """One language's words, folded. Verbs that stand for any ending are in `stems`."""

    verbs: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    oblique: frozenset[str] = frozenset()

    def is_verb(self, word: str) -> bool:
        """Whether a folded word says that somebody says something."""
        return word in self.verbs or (bool(self.stems) and word.startswith(self.stems))

    def is_pronoun(self, word: str) -> bool:
        return word in self.people or word in self.groups


_NOTHING = Speech()


def speech_of(language: str, text: str = "") -> Speech:
    """The words of a language (ISO 639, a region after a dash is passed over).

    An unnamed language is guessed from the little words of `text`; one that nobody
    has written down has none.
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    if not code:
        code = _guessed(text[:4000])
    return _read(code) if code in known_languages() else _NOTHING


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have words, by code."""
    folder = home.resources() / "speech"
    return tuple(sorted(file.stem for file in folder.glob("*.json")))


@lru_cache(maxsize=64)
def _guessed(text: str) -> str:
    words = fold_key(text).split()
    hits = {
        code: sum(word in speech.links or word in speech.oblique for word in words)
        for code in known_languages()
        for speech in (_read(code),)
    }
    return max(hits, key=lambda code: hits[code], default="")


@cache
def _read(code: str) -> Speech:
    file = home.resources() / "speech" / f"{code}.json"
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))

    def folded(field: str) -> list[str]:
        return [fold_key(word) for word in found.get(field, ())]

    verbs = folded("verbs")
    return Speech(
        verbs=frozenset(verb for verb in verbs if not verb.endswith("*")),
        stems=tuple(verb[:-1] for verb in verbs if verb.endswith("*")),
        before=tuple(folded("before")),
        after=tuple(folded("after")),
        people=frozenset(folded("people")),
        groups=frozenset(folded("groups")),
        links=frozenset(folded("links")),
        oblique=frozenset(folded("oblique")),
    )
