"""Gives every reader files that were made to do harm: huge, endless, deep, false, packed.

    python -m tests.faults.hostile                       every reader
    python -m tests.faults.hostile --reader jsonl        one of them
    python -m tests.faults.hostile --small               without the large files, as in the tests

Each file is read in a process of its own with twenty seconds of work and a gigabyte of memory,
streamed to the end. It is refused in words, or read within those bounds; what is read is a
few times the bytes of one article at most, whatever the size of the file.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from annotator.domain.refusal import BadInput, Refused
from annotator.formats import FORMATS, format_of
from annotator.formats.format import Format, ReadOptions

_SECONDS = 20
_MEMORY = 1024 * 1024 * 1024
_MB = 1024 * 1024


def _huge(path: Path) -> None:
    """A gigabyte, most of it not there."""
    with path.open("wb") as file:
        file.write(b"words\n")
        file.truncate(1024 * _MB)


def _one_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * _MB)


def _many_lines(path: Path) -> None:
    path.write_bytes(b"word\tO\n" * 300_000)


def _many_tags(path: Path) -> None:
    path.write_bytes(b"<html><body>" + b"<p>x" * 750_000)


def _deep_json(path: Path) -> None:
    path.write_bytes(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)


def _deep_lists(path: Path) -> None:
    path.write_bytes(b"[" * 50_000 + b"]" * 50_000)


def _false_json(path: Path) -> None:
    twice = '{"text": "a", "text": "b", "id": NaN, "n": ' + "9" * 100_000 + "}"
    path.write_text(twice + "\n" + json.dumps({"text": "\ud800\x00"}) + "\n", encoding="utf-8")


def _deep_xml(path: Path) -> None:
    path.write_bytes(b"<a>" * 50_000)


def _entities(path: Path) -> None:
    grow = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "lol">{grow}]><a>&e9;</a>', encoding="ascii"
    )


def _outside(path: Path) -> None:
    path.write_bytes(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///dev/zero">]><a>&x;</a>')


def _nulls(path: Path) -> None:
    path.write_bytes(b"Ank\x00ara\n" * 10_000)


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20_000)


def _bomb(path: Path) -> None:
    """Seven hundred megabytes in less than one, under the names that documents have."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("word/document.xml", "content.xml", "project.qde", "xl/workbook.xml"):
            with archive.open(name, "w") as member:
                for _ in range(175):
                    member.write(b"<" * _MB)


_LARGE = ("huge", "one_line", "many_lines", "bomb")

INPUTS: dict[str, Callable[[Path], None]] = {
    made.__name__.strip("_"): made
    for made in (
        *(
            _huge,
            _one_line,
            _many_lines,
            _many_tags,
            _deep_json,
            _deep_lists,
            _false_json,
            _deep_xml,
        ),
        *(_entities, _outside, _nulls, _noise, _bomb),
    )
}


def read(form: Format, path: Path) -> str:
    """What becomes of a file, in a process of its own: "read", "refused", or what was bad."""
    hearing, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hearing)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        try:
            said = _streamed(form, path)
        except BaseException:  # noqa: BLE001  whatever it is, it must not be
            said = f"bad: {traceback.format_exc()}"
        os.write(speaking, said.encode("utf-8", "backslashreplace")[-60_000:])
        os._exit(0)
    os.close(speaking)
    with os.fdopen(hearing, "rb") as told:
        said = told.read().decode("utf-8")
    _, status = os.waitpid(child, 0)
    return said if os.WIFEXITED(status) and said else f"bad: it died of signal {status}"


def _streamed(form: Format, path: Path) -> str:
    refused: list[BadInput] = []

    def hear(bad: BadInput) -> None:
        assert "\n" not in bad.reason
        assert len(bad.reason) < 2_000, "a refusal as long as the file"
        if not refused:
            refused.append(bad)

    records = 0
    assert form.read is not None
    try:
        format_of(path)
        for record in form.read(path, ReadOptions(refused=hear)):
            records += bool(record.text)
    except BadInput as bad:
        hear(bad)
    except Refused as why:  # an extra that is not installed
        return f"refused: {why}"
    return f"refused: {refused[0].reason}" if refused else f"read: {records:,} records"


def run(form: Format, made: Path, folder: Path) -> dict[str, str]:
    """What becomes of each input, made before in a folder, for one reader."""
    found = {}
    for name in sorted(one.name for one in made.iterdir()):
        path = folder / f"{name}{form.suffixes[0]}"
        path.hardlink_to(made / name)
        for companion in form.companions(path):
            if not companion.exists():
                companion.write_bytes(b"Ankara and Baghdad")
        found[name] = read(form, path)
        for left in folder.iterdir():
            if left.is_file():
                left.unlink()
    return found


def main() -> int:
    """Run from the command line; a line for each reader and file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", action="append")
    parser.add_argument("--small", action="store_true", help="leave out the large files")
    chosen = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="annotator-hostile-") as name:
        made, folder = Path(name) / "made", Path(name) / "read"
        made.mkdir()
        folder.mkdir()
        for one, harm in INPUTS.items():
            if not (chosen.small and one in _LARGE):
                harm(made / one)
        for form in FORMATS:
            if not form.reads or (chosen.reader and form.name not in chosen.reader):
                continue
            for which, became in run(form, made, folder).items():
                bad += became.startswith("bad")
                print(f"{form.name:20} {which:12} {became}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
