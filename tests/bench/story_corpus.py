"""News articles in any number with the words of real ones, and edited copies of them.

What is real comes from `../shared/data`: Wikinews (GeoVirus, GUM), PUD news, speeches
(ArgUNSC) and the ECB+ reports, of which several tell the same event in the words of
different papers. What is wanted beyond that walks from word to word as real articles do
(a Markov chain of second order), so that its pairs of words are as common as they are.
"""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

from tests.bench.corpora import CORPORA

_NEWS = ("geovirus", "gum-news", "uner-pud", "argunsc")
_LENGTHS = (90, 150, 250, 400, 700)
_SENTENCE = 18
_PARAGRAPH = 4


class Stories:
    """Makes articles and copies; the same seed makes the same."""

    def __init__(self, shared: Path, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self.real = [one.text for name in _NEWS for one in CORPORA[name](shared)]
        for file in sorted((shared / "ecbplus").rglob("*.xml*")):
            tokens = ET.parse(file).getroot().iter("token")  # noqa: S314  our own test data
            self.real.append(" ".join(token.text or "" for token in tokens))
        self.real = [one for one in dict.fromkeys(self.real) if len(one.split()) > 40]
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text in self.real:
            words = text.split()
            for one, two, three in zip(words, words[1:], words[2:], strict=False):
                self._next[one, two].append(three)
        self._pairs = list(self._next)

    def articles(self, number: int) -> list[str]:
        """So many articles: the real ones, then made ones."""
        made = [self._made() for _ in range(number - len(self.real))]
        return [*self.real, *made][:number]

    def _made(self) -> str:
        sentences: list[str] = []
        length = self._chance.choice(_LENGTHS)
        while sum(map(len, sentences)) < 6 * length:
            words = [*self._chance.choice(self._pairs)]
            while len(words) < _SENTENCE and (found := self._next.get((words[-2], words[-1]))):
                words.append(self._chance.choice(found))
            sentences.append(" ".join(words).rstrip(".,;") + ".")
        some = [sentences[at : at + _PARAGRAPH] for at in range(0, len(sentences), _PARAGRAPH)]
        return "\n\n".join(" ".join(one) for one in some)

    def copy(self, text: str, share: float) -> str:
        """The same story after edits: `share` of its words dropped, put in or replaced.

        About half of that goes as whole sentences; a headline and a by-line come on top.
        """
        chance = self._chance
        words = text.split(" ")
        dropped = int(len(words) * share * chance.random())
        while dropped > 0 and len(words) > _SENTENCE:
            length = min(dropped, _SENTENCE)
            at = chance.randrange(len(words) - length)
            del words[at : at + length]
            dropped -= length
            share -= length / max(len(words), 1)
        for _ in range(int(len(words) * max(share, 0.0))):
            at = chance.randrange(len(words))
            kind = chance.random()
            if kind < 0.6:
                words[at] = self._word()
            elif kind < 0.8 and len(words) > 2:
                del words[at]
            else:
                words.insert(at, self._word())
        headline = " ".join(self._word() for _ in range(6)).capitalize()
        byline = f"By {self._word().capitalize()} {self._word().capitalize()}"
        return f"{headline}\n\n{byline}\n\n{' '.join(words)}"

    def _word(self) -> str:
        return self._chance.choice(self._pairs)[0]
