"""Guessing the encoding of a file that does not say.

Every candidate that decodes the bytes at all is scored by how much the result
looks like a language written in it: letters, frequent words, and what never
happens (a capital or a sign amid small letters, two scripts in one word).
charset-normalizer is asked where nothing here fits; for short news texts in the
encodings known here it is wrong more often than these scores.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import regex

from annotator.text.encoding_profiles import ENCODINGS, PROFILES, Profile

_SAMPLE = 20_000
_LEAST = 0.35
_WORD_WEIGHT = 0.25
_WORDS_EXPECTED = 0.2
_ODD_WEIGHT = 2.0
_FEW = 4

_BEYOND = regex.compile(r"(?V1)[[\p{L}\p{M}]--\p{ASCII}]")
_WORD = regex.compile(r"\p{L}+")
_ODD = regex.compile(
    r"""(?V1)
    (?<=\p{Ll})[\p{Lu}--\p{ASCII}]                    # a capital after a small letter
    | (?<=\p{L})[[\p{S}\p{No}--\p{ASCII}]¿¡¶§«»‚„†‡…‰‹›¦¬]+(?=\p{L})  # a sign within a word
    | (?<=\p{Latin})[\p{L}--[\p{Latin}\p{Inherited}ªº]]  # two scripts within a word
    | (?<=[\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}])\p{Latin}
    | (?<=\p{L}\p{L})[ªº¹²³] | (?<!\p{L})[¶¢]\p{Greek}    # an ordinal after a word
    | (?<=\p{Latin})[\u200e\u200f]
    | [\x80-\x9f\p{Cn}\p{Co}]
    """,
    regex.VERBOSE,
)
# Turkish ğ and ı have narrow company; Icelandic and Czech letters on the same bytes do not.
_NOT_TURKISH = regex.compile(
    r"(?<![aeıioöuüâîAEIİOÖUÜ])[ğĞ]|[ıİ][aeıoöuü]|[aeoöuü][ı]|(?<=\p{Ll})İ"
)


class Guess(NamedTuple):
    """A text and the encoding it was most likely in."""

    text: str
    encoding: str


class _Reading(NamedTuple):
    """The bytes read in one encoding, and what a sample of the result holds."""

    text: str
    high: int
    beyond: Counter[str]
    words: Counter[str]
    odd: int
    not_turkish: int


def guess(data: bytes) -> Guess | None:
    """The likeliest reading of bytes that are not UTF-8; None if nothing reads like text."""
    readings = {encoding: _reading(data, encoding) for encoding in ENCODINGS}
    best, fitting = _LEAST, None
    for profile in PROFILES:
        reading = readings[profile.encoding]
        score = _score(reading, profile) if reading else 0.0
        if reading and score > best:
            best, fitting = score, Guess(reading.text, profile.encoding)
    return fitting or _second_opinion(data)


def _read(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _reading(data: bytes, encoding: str) -> _Reading | None:
    text = _read(data, encoding)
    if not text:
        return None
    # Judge where letters beyond ASCII begin: the start may be all English.
    first = _BEYOND.search(text)
    start = max(0, first.start() - _SAMPLE // 10) if first else 0
    sample = text[start : start + _SAMPLE]
    return _Reading(
        text=text,
        high=sum(1 for character in sample if character > "\x7f"),
        beyond=Counter(_BEYOND.findall(sample)),
        words=Counter(word.lower() for word in _WORD.findall(sample)),
        odd=len(_ODD.findall(sample)),
        not_turkish=len(_NOT_TURKISH.findall(sample)) if encoding == "windows-1254" else 0,
    )


def _score(reading: _Reading, profile: Profile) -> float:
    """How much a reading looks like this language: 1 or more for a fit, 0 or less for noise."""
    if not reading.high:
        return 0.0
    beyond = reading.beyond.total()
    fit = 1.0 if profile.words else 0.0
    if beyond:
        found = sum(reading.beyond[letter] for letter in profile.letters)
        fit = min(1.0, found / beyond / profile.share)
        if profile.words:
            # A language has all its letters in its list: each other one is a doubt.
            fit = max(0.0, 2.0 * fit - 1.0)
    usual = beyond / 40
    if profile.words:
        found = sum(reading.words[word] for word in profile.words)
        usual = found / max(1, reading.words.total()) / _WORDS_EXPECTED
    odd = reading.odd + reading.not_turkish
    bonus = _WORD_WEIGHT * min(1.0, usual)
    return profile.likely + fit + bonus - _ODD_WEIGHT * odd / max(_FEW, reading.high)


def _second_opinion(data: bytes) -> Guess | None:
    """What charset-normalizer makes of bytes in none of the encodings known here."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding.startswith("utf"):
        return None
    text = _read(data, best.encoding)
    return Guess(text, best.encoding) if text else None
