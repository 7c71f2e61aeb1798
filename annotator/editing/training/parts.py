"""Which part of a split a group of articles is in.

A group's part hangs on nothing but the group's own key and the seed: the first eight
bytes of SHA-256 over both are a number between 0 and 1, which lies in the stretch of
test, of dev, or of train. So a group can be in one part only, and articles that come
later move no group that was there; the price is that parts have their sizes, and their
share of every label, by chance and not to the article.

That chance is lessened by choosing among seeds the one under which labels are spread most
evenly (rerandomization: Morgan and Rubin, "Rerandomization to improve covariate balance
in experiments", Annals of Statistics 40, 2012). The seed is told; given again, it keeps
every old article where it was. Stratifying by moving groups (Sechidis, Tsoumakas and
Vlahavas, "On the stratification of multi-label data", 2011) would be more even still, but
moves old articles whenever a new one comes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from annotator.domain.refusal import Refused

_SEEDS = 256
_FEWEST = 16
_DRAWS = 250_000
"""Groups drawn in all, about a second's work."""

_BYTES = 8


class Part(StrEnum):
    """What articles are for: to learn from, to tune by, to be judged by."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


class Shares(msgspec.Struct, frozen=True):
    """How much goes to each part; only the ratios matter. Raises Refused if nothing would."""

    train: int = 80
    dev: int = 10
    test: int = 10

    def __post_init__(self) -> None:
        if min(self.train, self.dev, self.test) < 0 or not self.total:
            raise Refused("Shares are numbers of 0 and more, of which one at least is not 0.")

    @property
    def total(self) -> int:
        return self.train + self.dev + self.test

    def of(self, part: Part) -> float:
        """The share of a part, 0 to 1."""
        return float(getattr(self, part)) / self.total


def part_of(key: str, seed: int, shares: Shares) -> Part:
    """The part of a group, by its key."""
    data = f"{seed}\n{key}".encode("utf-8", "surrogatepass")
    drawn = int.from_bytes(hashlib.sha256(data).digest()[:_BYTES], "big") * shares.total
    whole = 1 << (8 * _BYTES)
    if drawn < shares.test * whole:
        return Part.TEST
    return Part.DEV if drawn < (shares.test + shares.dev) * whole else Part.TRAIN


Weights = Mapping[str, Counter[str]]
"""By group: how many marks it has of each label, and how many articles, under ""."""


def balanced_seed(groups: Weights, shares: Shares, seeds: Iterable[int] | None = None) -> int:
    """The seed under which the parts' shares of labels and articles are nearest to `shares`.

    Of 256; of fewer, 16 at least, where groups are so many that any seed is even enough.
    """
    if seeds is None:
        seeds = range(max(_FEWEST, min(_SEEDS, _DRAWS // max(len(groups), 1))))
    total: Counter[str] = Counter()
    for weights in groups.values():
        total.update(weights)
    return min(seeds, key=lambda seed: (unevenness(groups, total, seed, shares), seed))


def unevenness(groups: Weights, total: Mapping[str, int], seed: int, shares: Shares) -> float:
    """By how much parts miss their shares, summed over parts, labels and articles; 0 is even."""
    found = {part: Counter[str]() for part in Part}
    for key, weights in groups.items():
        found[part_of(key, seed, shares)].update(weights)
    return sum(
        abs(found[part][name] / number - shares.of(part))
        for part in Part
        for name, number in sorted(total.items())
        if number
    )
