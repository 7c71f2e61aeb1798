"""One process of the fuzzer on one target, or on all of them; started by `fuzz`.

python -m tests.faults.fuzz_child TARGET FOLDER [libFuzzer's own arguments]
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris

LONGEST_S = 5
"""Seconds of work that any bytes may cost; of work, as other programs may be at it too."""

Target = Callable[[bytes, Path], None]

_WORDS: tuple[Any, ...] = (
    "", "x", "\ud800", "😀", "a\u0000b", "\ufeff", "s1", "T1", -1, 0, 1, 2**31, 2**63, 10**400,
    1.5, float("nan"), float("inf"), None, True, [], {}, [[]], {"": ""}, "e\u0301", "\r\n",
)  # fmt: skip


def main() -> None:
    """Fuzz until the arguments say stop, or something is found."""
    name, folder, *more = sys.argv[1:]
    with atheris.instrument_imports(include=["annotator", "zipfile", "json"]):
        # all the while: much of the program is imported when it is first needed
        from tests.faults.fuzz_targets import targets  # noqa: PLC0415

        known = targets()
        chosen = list(known.values()) if name == "all" else [known[name]]
        atheris.Setup([sys.argv[0], *more], _one(chosen, Path(folder)), custom_mutator=_mutated)
        atheris.Fuzz()


def _one(chosen: list[Target], folder: Path) -> Any:
    def one(data: bytes) -> None:
        began = time.process_time()
        if len(chosen) == 1:
            chosen[0](data, folder)
        elif data:
            chosen[data[0] % len(chosen)](data[1:], folder)
        took = time.process_time() - began
        assert took < LONGEST_S, f"it took {took:.1f} s"

    return one


def _mutated(data: bytes, largest: int, seed: int) -> bytes:
    """Half of the time as bytes; where it is JSON, the other half as what it means."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        with contextlib.suppress(ValueError, RecursionError):
            head, sep, line = data.partition(b"\n")
            if chance.random() < 0.5 and line:
                head, line = line, head
            parsed = json.loads(head)
            changed = json.dumps(_changed(parsed, chance), ensure_ascii=chance.random() < 0.5)
            found = changed.encode("utf-8", "surrogatepass") + sep + line
            if len(found) <= largest:
                return found
    mutated: bytes = atheris.Mutate(data, largest)
    return mutated


def _changed(value: Any, chance: random.Random, depth: int = 0) -> Any:
    """A JSON value with one thing in it changed."""
    if value and depth < 8 and chance.random() < 0.85:
        if isinstance(value, dict):
            return _changed_object(value, chance, depth)
        if isinstance(value, list):
            return _changed_list(value, chance, depth)
    if isinstance(value, int) and not isinstance(value, bool) and chance.random() < 0.6:
        return value + chance.choice((-1, 1, 2, -2, 100))
    if isinstance(value, str) and value and chance.random() < 0.6:
        at = chance.randrange(len(value))
        return value[:at] + str(chance.choice(_WORDS)) + value[at + chance.randrange(2) :]
    return chance.choice(_WORDS)


def _changed_object(value: dict[str, Any], chance: random.Random, depth: int) -> dict[str, Any]:
    key = chance.choice(list(value))
    luck = chance.random()
    if luck < 0.1:
        return {other: one for other, one in value.items() if other != key}
    if luck < 0.15:
        return {**value, str(chance.choice(_WORDS)): chance.choice(_WORDS)}
    return {**value, key: _changed(value[key], chance, depth + 1)}


def _changed_list(value: list[Any], chance: random.Random, depth: int) -> list[Any]:
    at = chance.randrange(len(value))
    luck = chance.random()
    if luck < 0.1:
        return value[:at] + value[at + 1 :]
    if luck < 0.25:
        return [*value[: at + 1], *value[at:]]
    return [*value[:at], _changed(value[at], chance, depth + 1), *value[at + 1 :]]


if __name__ == "__main__":
    main()
