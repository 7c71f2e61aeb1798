"""How long a place is looked for as one types, in a list of a million names.

    python tests/bench/places.py [NAMES]

Makes a list of places with made-up names in the proportions of a real one (many short
beginnings shared by tens of thousands) and types 400 names letter by letter; the floor
is a lookup of one row by its number in the same file.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.store.gazetteer import Gazetteer, make

_LEADS = "San Santa Saint Bad New Al El La Le Kara Ak Novo Nizh Port Fort Mount Ban Chang"
_ENDS = "ka ra ta li mo nu be san dor ville burg ton ova ino abad köy pur grad stan holm"
_FIRST, _PARTS = _LEADS.split(), _ENDS.split()


def main() -> None:
    """Make, type, print."""
    names = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "places.tsv", Path(folder) / "places.sqlite"
        sample = _write(source, names // 2, rng)
        began = time.perf_counter()
        count = make(source, target)
        made = time.perf_counter() - began
        print(f"{count:,} places with {names:,} names made into a list in {made:.1f} s, "
              f"{target.stat().st_size / 1e6:.0f} MB")  # fmt: skip
        found = Gazetteer.open(target)
        assert found is not None
        times, floor = [], []
        for name in sample:
            for length in range(1, len(name) + 1):
                began = time.perf_counter()
                found.begin_with(name[:length])
                times.append((time.perf_counter() - began) * 1000)
                began = time.perf_counter()
                found.called("no such place")
                floor.append((time.perf_counter() - began) * 1000)
        found.close()
    for title, some in (("typing", times), ("floor", floor)):
        some.sort()
        print(f"{title}: {len(some)} lookups, median {statistics.median(some):.2f} ms, "
              f"p99 {some[int(len(some) * 0.99)]:.2f} ms, longest {some[-1]:.2f} ms")  # fmt: skip


def _write(file: Path, places: int, rng: random.Random) -> list[str]:
    sample = []
    with file.open("w", encoding="utf-8") as out:
        for number in range(places):
            tail = "".join(rng.choice(_PARTS) for _ in range(rng.randint(1, 4)))
            name = f"{rng.choice(_FIRST)} {tail.title()}" if rng.random() < 0.5 else tail.title()
            other = f"{name} {rng.choice(_PARTS)}"
            people = int(10 ** rng.uniform(0, 6.5))
            out.write("\t".join((str(number + 1), name, name, other,
                                 f"{rng.uniform(-60, 70):.4f}", f"{rng.uniform(-180, 180):.4f}",
                                 "P", "PPL", "XX", "", "01", "", "", "", str(people), "", "", "",
                                 "")) + "\n")  # fmt: skip
            if number % (places // 400 or 1) == 0:
                sample.append(name)
    return sample[:400]


if __name__ == "__main__":
    main()
