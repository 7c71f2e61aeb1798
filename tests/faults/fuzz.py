"""Fuzzes every reader of files, guided by what their code does with the bytes.

    python -m tests.faults.fuzz --minutes 30                     every target, one after the other
    python -m tests.faults.fuzz --minutes 30 --at-once 4         four at a time
    python -m tests.faults.fuzz --reader jsonl --minutes 30      one of them
    python -m tests.faults.fuzz --list                           their names

Stops at what is not a refusal in words: an exception, five seconds without an end, a
gigabyte of memory. The bytes that did it are kept and named; they become a test. What was
learnt is kept in `--corpus` for the next time, the real files begin it. Minutes are those
of the clock; those of the processor, which other programs share, are told beside them.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from tests.faults.fuzz_targets import seeds, targets

_CHECKOUT = Path(__file__).resolve().parents[2]
_WITHOUT_END_S = 900
"""By the clock, for what never ends; five seconds of work are counted by the child itself."""
_MEMORY_MB = 1024
_LARGEST = 16 * 1024
_SUMMARY = re.compile(
    r"#(\d+)\s+DONE\s+cov: (\d+) ft: (\d+) corp: (\S+).* exec/s: (\d+) rss: (\d+)"
)


def missing() -> str:
    """Why fuzzing is not possible here, "" when it is."""
    if importlib.util.find_spec("atheris") is None:
        return "atheris is not installed (it comes for Linux on x86_64 only)"
    return ""


def real_files() -> list[Path]:
    """Folders with files of the formats."""
    shared = _CHECKOUT.parent / "shared" / "data"
    return [one for one in (_CHECKOUT / "tests" / "data", shared) if one.is_dir()]


def plant(name: str, corpus: Path) -> None:
    """Put real files for a target into its corpus; for "all", some for each."""
    corpus.mkdir(parents=True, exist_ok=True)
    known = list(targets())
    for number, one in enumerate(known if name == "all" else [name]):
        for count, data in enumerate(seeds(one, real_files())):
            if name == "all" and count >= 5:
                break
            whole = bytes([number]) + data if name == "all" else data
            (corpus / sha256(whole).hexdigest()[:32]).write_bytes(whole)


def fuzz(name: str, corpus: Path, seconds: int) -> tuple[bool, str]:
    """Fuzz one target for so long; whether nothing was found, and what there is to say."""
    plant(name, corpus)
    with tempfile.TemporaryDirectory(prefix="annotator-fuzz-") as folder:
        output = Path(folder) / "output"
        with output.open("wb") as printed:
            child = subprocess.Popen(
                [
                    sys.executable, "-m", "tests.faults.fuzz_child", name, folder, str(corpus),
                    f"-max_total_time={seconds}", f"-timeout={_WITHOUT_END_S}",
                    f"-rss_limit_mb={_MEMORY_MB}", f"-max_len={_LARGEST}",
                    f"-artifact_prefix={folder}/",
                ],
                cwd=_CHECKOUT, stdout=printed, stderr=subprocess.STDOUT,
            )  # fmt: skip
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        said = output.read_text("utf-8", "replace")
        if child.returncode == 0:
            found = _SUMMARY.findall(said)
            runs, edges, features, held, speed, memory = found[-1]
            return True, (
                f"{int(runs):,} runs, {speed} a second, {edges} edges, {features} features, "
                f"corpus {held}, {memory} MB, "
                f"{(used.ru_utime + used.ru_stime) / 60:.1f} minutes of the processor"
            )
        kept = Path(tempfile.mkdtemp(prefix=f"annotator-fuzz-{name}-"))
        for file in Path(folder).glob("*-*"):
            shutil.copy(file, kept)
        return False, f"{said[-8000:]}\nkept in {kept}"


def main() -> int:
    """Run from the command line; one line for each target, or what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", action="append", metavar="NAME")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--at-once", type=int, default=1, metavar="N")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--list", action="store_true")
    chosen = parser.parse_args()
    if chosen.list:
        print("\n".join(targets()))
        return 0
    if reason := missing():
        print(reason)
        return 0
    with tempfile.TemporaryDirectory(prefix="annotator-corpus-") as passing:
        corpora = chosen.corpus or Path(passing)

        def one(name: str) -> bool:
            fine, said = fuzz(name, corpora / name, round(chosen.minutes * 60))
            print(f"{name}: {said}", flush=True)
            return fine

        with ThreadPoolExecutor(chosen.at_once) as pool:
            sound = all(list(pool.map(one, chosen.reader or list(targets()))))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
