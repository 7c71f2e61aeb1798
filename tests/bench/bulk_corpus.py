"""A file of training data as large as one likes: news-like articles with marks.

Six articles of ten are in Latin letters, two in Turkish, one in Arabic, one in
Chinese; some hold emoji. Their lengths are log-normal about 600 words, their words
follow Zipf's law, and the same seed gives the same bytes.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

SPANS = 255_000
ARTICLES = 10_000
_LABELS = ("ACTOR", "LOCATION", "CLAIM")
_LETTERS = {
    "latin": ("aeiouy", "bcdfghklmnprstvw"),
    "turkish": ("aeıioöuü", "bcçdfgğhklmnprsştvyz"),
    "arabic": ("اوي", "بتجحدرسعفقكلمنه"),
}
_KINDS = ("latin",) * 6 + ("turkish",) * 2 + ("arabic", "chinese")
_WORDS = 60_000
"""Different words of each script."""


class Corpus:
    """Makes articles, one after the other."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._lexicon = {kind: self._words(*letters) for kind, letters in _LETTERS.items()}
        self._lexicon["chinese"] = [
            "".join(chr(self._random.randint(0x4E00, 0x5E00)) for _ in range(length))
            for length in self._random.choices((1, 2, 3, 4), (3, 5, 2, 1), k=8_000)
        ]
        self._weights = {
            kind: _running(1 / (rank + 3) for rank in range(len(words)))
            for kind, words in self._lexicon.items()
        }

    def _words(self, vowels: str, consonants: str) -> list[str]:
        pick = self._random.choice
        return list(
            dict.fromkeys(
                "".join(
                    pick(consonants) + pick(vowels)
                    for _ in range(self._random.choice((1, 2, 2, 3, 3, 4)))
                )
                + pick(("", "", pick(consonants)))
                for _ in range(_WORDS)
            )
        )

    def lines(self, spans: int) -> Iterator[bytes]:
        """Lines without end, soon: the same few articles, each with its number."""
        few = [msgspec.json.decode(self.line(number, spans)) for number in range(1_000)]
        for number in itertools.count():
            line = few[number % len(few)]
            text = f"{line['text']} {number}"
            yield msgspec.json.encode({**line, "id": f"doc-{number:07}", "text": text}) + b"\n"

    def line(self, number: int, spans: int) -> bytes:
        """The line of one article with so many marks."""
        kind = _KINDS[number % len(_KINDS)]
        text, words = self._text(kind)
        lot = self._random
        marks = []
        for at in range(spans):
            first = lot.randrange(len(words))
            last = min(len(words) - 1, first + lot.choice((0, 0, 1, 1, 2, 8)))
            start, end = words[first][0], words[last][1]
            marks.append(
                {
                    "id": f"s{at + 1}",
                    "start": start,
                    "end": end,
                    "label": _LABELS[at % 3],
                    "text": text[start:end],
                    "fragments": [[start, end]],
                    "attributes": [{"name": "stance", "value": "pro"}] if at % 9 == 2 else [],
                    "note": "",
                    "annotator": "anna",
                }
            )
        line = {
            "format": "article-annotations/1",
            "id": f"doc-{number:07}",
            "text": text,
            "annotator": "anna",
            "spans": marks,
            "relations": [
                {
                    "id": f"r{at + 1}",
                    "label": "holder",
                    "head": f"s{at * 3 + 3}",
                    "child": f"s{at * 3 + 1}",
                }
                for at in range(spans // 12)
            ],
            "meta": {
                "title": text[: words[min(7, len(words) - 1)][1]],
                "source": f"Agency {number % 40}",
                "url": f"https://news.example/{number}",
                "published": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "language": "",
                "keywords": ["budget", "dam"],
                "text_sha256": "",
            },
            "answer": "accept",
        }
        return msgspec.json.encode(line) + b"\n"

    def _text(self, kind: str) -> tuple[str, list[tuple[int, int]]]:
        """A text, and where its words stand."""
        lot = self._random
        count = max(30, int(lot.lognormvariate(6.3, 0.4)))
        drawn = lot.choices(self._lexicon[kind], cum_weights=self._weights[kind], k=count)
        blank = "" if kind == "chinese" else " "
        pieces: list[str] = []
        places: list[tuple[int, int]] = []
        at = 0
        for number, one in enumerate(drawn):
            word = one.capitalize() if number % 17 == 0 or lot.random() < 0.08 else one
            pieces.append(word)
            places.append((at, at + len(word)))
            at += len(word)
            end = blank
            if number % 17 == 16:
                end = "。" if kind == "chinese" else "." + (" 🚀 " if number % 510 == 509 else " ")
                if number % 68 == 67:
                    end = end.rstrip() + "\n\n"
            pieces.append(end)
            at += len(end)
        return "".join(pieces), places


def _running(weights: Iterator[float]) -> list[float]:
    total, found = 0.0, []
    for one in weights:
        total += one
        found.append(total)
    return found


def write(path: Path, articles: int = ARTICLES, spans: int = SPANS) -> Path:
    """Write so many articles with so many marks; a file that is there already stays."""
    if not path.exists():
        corpus = Corpus()
        with path.open("wb") as file:
            for number in range(articles):
                share = (number + 1) * spans // articles - number * spans // articles
                file.write(corpus.line(number, share))
    return path
