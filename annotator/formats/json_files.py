"""JSON from anyone: lines of objects, or one object or list, each with where it stands."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST, ReadOptions, unreadable, whole_file
from annotator.formats.head import Head
from annotator.formats.jsonl_faults import fault_of
from annotator.formats.lines import lines_of

_BOM = b"\xef\xbb\xbf"
_SPLITTERS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Entry(NamedTuple):
    """An object of a file: its line (1-based) where there is one, and bytes read for it."""

    line: int | None
    value: dict[str, Any]
    size: int


def list_in(value: Mapping[str, Any], key: str, bad: Callable[[str], BadInput]) -> list[Any]:
    """The list under a key, empty where there is none. Raises what `bad` makes of it."""
    found = value.get(key) or []
    if not isinstance(found, list):
        raise bad(f"{key} is not a list")
    return found


def objects_in(
    value: Mapping[str, Any], key: str, bad: Callable[[str], BadInput]
) -> list[dict[str, Any]]:
    """The objects in the list under a key. Raises what `bad` makes of anything else."""
    found = list_in(value, key, bad)
    for at, one in enumerate(found, 1):
        if not isinstance(one, dict):
            raise bad(f"number {at} of {key} is not an object")
    return found


def object_lines(source: Path, options: ReadOptions) -> Iterator[Entry]:
    """The objects of a file of lines; a line that is none is refused."""
    try:
        file = source.open("rb")
    except OSError as reason:
        options.refused(unreadable(source, reason))
        return
    found = False
    with file:
        for line in lines_of(file):
            if line.data is None:
                said = f"the line is {line.size:,} bytes long; at most {LARGEST:,} are read"
                options.refused(BadInput(str(source), line.number, said))
                continue
            data = line.data.removeprefix(_BOM) if line.number == 1 else line.data
            if not data.strip():
                continue
            found = True
            try:
                value = msgspec.json.decode(data)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                said = fault_of(data, error, ended=line.ended)
                options.refused(BadInput(str(source), line.number, said))
                continue
            if isinstance(value, dict):
                yield Entry(line.number, value, line.size)
            else:
                options.refused(BadInput(str(source), line.number, "is not one JSON object"))
    if not found:
        options.refused(BadInput(str(source), None, "is empty"))


def entries(source: Path, options: ReadOptions) -> Iterator[Entry]:
    """The objects of a file that should have them in lines, but may be one list of them."""
    head = Head.of(source)
    if head.is_json and not head.object and b"\n" in head.data.strip():
        with contextlib.suppress(BadInput):
            decoded(whole_file(source).removeprefix(_BOM), source)
            return objects(source, options)
    return object_lines(source, options)


def objects(source: Path, options: ReadOptions) -> Iterator[Entry]:
    """The object of a file, or those of the list that it is."""
    try:
        data = whole_file(source).removeprefix(_BOM)
        value = decoded(data, source)
    except BadInput as bad:
        options.refused(bad)
        return
    several = value if isinstance(value, list) else [value]
    for at, one in enumerate(several, 1):
        if isinstance(one, dict):
            yield Entry(None, one, len(data) // len(several))
        else:
            options.refused(BadInput(str(source), None, f"entry {at} is not an object"))


def decoded(data: bytes, source: Path) -> Any:
    """The JSON value of some bytes. Raises BadInput, with the line of the fault."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(str(source), _line_of(data, error), _said(data, error)) from error


def dumped(value: object, *, indent: int | None = None, ascii_only: bool = False) -> bytes:
    """JSON as every reader takes it; one line unless `indent` is given. No line end."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    if not text.isascii():
        for code, escape in _SPLITTERS.items():
            text = text.replace(chr(code), escape)
    return text.encode()


def _said(data: bytes, error: Exception) -> str:
    said = fault_of(data, error, ended=True)
    if "truncated" in str(error):
        return "ends before its JSON does"
    return said.partition(" at byte")[0]


def _line_of(data: bytes, error: Exception) -> int | None:
    try:
        json.loads(data)
    except json.JSONDecodeError as wrong:
        return wrong.lineno
    except (ValueError, RecursionError):  # no text, numbers too long, lists too deep
        return None
    return None if "truncated" in str(error) else 1
