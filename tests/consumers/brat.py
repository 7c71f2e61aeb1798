"""brat's own parser on an export, from a checkout of brat.

    python tests/consumers/brat.py CHECKOUT

CHECKOUT is a copy of https://github.com/nlplab/brat; its `server/src/annotation.py` reads
the export and must reject no line. It opens files in a mode that Python has no more, so
that is put right in memory.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from types import ModuleType

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.formats.brat import BRAT
from annotator.formats.fitting import fitted
from tests.consumers import outside
from tests.formats import samples


def _parser(checkout: Path) -> ModuleType:
    sys.path[:0] = [str(checkout / "server" / "src"), str(checkout / "server" / "lib")]
    import annotation  # type: ignore[import-not-found]  # noqa: PLC0415

    def open_textfile(name: str, mode: str = "r") -> object:
        return Path(name).open(mode.replace("U", ""), encoding="utf-8", newline="")

    annotation.open_textfile = open_textfile
    found: ModuleType = annotation
    return found


def main(arguments: list[str]) -> int:
    """Print what the parser made of each article; the exit status is 1 for rejected lines."""
    annotation = _parser(Path(arguments[0]))
    how = samples.options(BRAT)
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    bad = found = 0
    with tempfile.TemporaryDirectory() as place:
        out = samples.write(BRAT, records, Path(place) / "out", how)
        for file in sorted(out.glob("*.ann")):
            with annotation.TextAnnotations(str(file.with_suffix(""))) as read:
                marks = list(read.get_textbounds())
                links = list(read.get_relations())
                print(
                    f"{file.stem}: {len(marks)} marks, {len(links)} relations, "
                    f"{len(read.failed_lines)} rejected lines"
                )
                bad += len(read.failed_lines)
                found += len(marks)
        wanted = sum(len(fitted(one, BRAT, how).record.spans) for one in records)
    print(f"promised: {wanted} marks")
    result = f"{found} of {wanted} marks, {bad} rejected lines"
    outside.record("brat", "brat's own annotation.py (brat.py)", result)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
