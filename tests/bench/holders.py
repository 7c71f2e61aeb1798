"""How often the likeliest holder of a claim is the right one.

    python tests/bench/holders.py [--gum FOLDER] [--polnear FOLDER]

GUM's folder is `dep` of a checkout of https://github.com/amir-zeldes/gum, PolNeAR's
a checkout of https://github.com/networkdynamics/PolNeAR; without either the GUM news
beside the checkout (`../shared/data/gum-news/conllu`) is read.

Each attribution is a claim; candidates are all actors of its article, each counted
once whatever the number of its marks (`same_actors`). Right is a candidate whose
mark is one of the gold holder's: the source that was marked (PolNeAR), or any name of
the same entity by gold coreference (GUM). "Alone" asks about each claim by itself;
"in turn" lets the claims before be answered already, as a coder does them. The
weights of `annotator/editing/holders.py` were fitted on PolNeAR's "train" and on
GUM's other genres and every second news article; what is printed here is measured on
PolNeAR's "test" and on the other half of GUM's news. The floor is the actor whose
mark lies nearest to the claim.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.editing.holders import Actor, Claims, Fragments, rank, same_actors
from tests.bench.attributions import Story, Stretch, gum, polnear

_SHARED = Path(__file__).resolve().parents[3] / "shared/data/gum-news/conllu"
_FIRST = (1, 2, 5)


def main() -> None:
    """Measure on what there is and print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--gum", type=Path)
    asked.add_argument("--polnear", type=Path)
    given = asked.parse_args()
    print(f"{'corpus':42}{'claims':>8}{'actors':>8}   first / first two / first five")
    if given.polnear:
        for pronouns in (True, False):
            stories = list(polnear(given.polnear, "test", pronouns=pronouns))
            _report(f"PolNeAR test, pronouns {'' if pronouns else 'not '}marked", stories)
    if given.gum:
        _report("GUM news, articles not fitted on", list(gum(given.gum))[1::2])
        _report("GUM news, all", list(gum(given.gum)))
    if not given.gum and not given.polnear and _SHARED.is_dir():
        _report("GUM news, as in the shared data", list(gum(_SHARED)))


def _report(title: str, stories: list[Story]) -> None:
    for way, in_turn, nearest in (
        ("nearest (floor)", False, True), ("alone", False, False), ("in turn", True, False),
    ):  # fmt: skip
        began = time.perf_counter()
        places, actors = [], 0
        for story in stories:
            for place, among in _places(story, in_turn=in_turn, nearest=nearest):
                places.append(place)
                actors += among
        each = (time.perf_counter() - began) / max(1, len(places)) * 1000
        shares = " / ".join(
            f"{sum(place < first for place in places) / max(1, len(places)):.1%}"
            for first in _FIRST
        )
        name = f"{title}, {way}"
        print(f"{name:54}{len(places):6}{actors / max(1, len(places)):8.1f}   {shares}"
              f"   {each:.1f} ms each")  # fmt: skip


def _places(story: Story, *, in_turn: bool, nearest: bool) -> Iterable[tuple[int, int]]:
    """For each claim the place of the right holder, and among how many it was."""
    who = same_actors([story.text[start:end] for start, end in story.actors])
    actors = [
        Actor(number, start, end, name)
        for number, ((start, end), name) in enumerate(zip(story.actors, who, strict=True))
    ]
    held: list[str] = []
    for said in story.said:
        gold = [one for one in actors if (one.start, one.end) in said.sources]
        right = {one.who for one in gold}
        if not gold:
            continue
        claims = Claims(tuple(held)) if in_turn else None
        order = (
            _nearest(said.content, actors)
            if nearest
            else [one.who for one in rank(story.text, said.content, actors, language="en",
                                          claims=claims)]
        )  # fmt: skip
        held.append(gold[0].who)
        yield next(place for place, name in enumerate(order) if name in right), len(order)


def _nearest(claim: Fragments, actors: list[Actor]) -> list[str]:
    def away(one: Actor) -> int:
        edges: list[Stretch] = list(claim)
        if any(start < one.end and one.start < end for start, end in edges):
            return 1 << 40
        return min(max(start - one.end, one.start - end) for start, end in edges)

    return list(dict.fromkeys(one.who for one in sorted(actors, key=away)))


if __name__ == "__main__":
    main()
