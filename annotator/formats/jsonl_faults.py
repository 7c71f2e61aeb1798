"""What is wrong with a line that is not of the right shape, in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import msgspec

from annotator.formats.jsonl_shape import (
    FORMAT,
    META_KEYS,
    WITH_ANSWERS,
    WITH_ENTITIES,
    head_decoder,
)

_PLACE = re.compile(r"(?P<said>.*?)(?: - at `\$\.?(?P<path>.*)`)?\Z", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]*)`(?: of length \d+)?, got `(?P<got>[^`]*)`")
_FIELD = re.compile(r"Object (?P<what>missing required|contains unknown) field `(?P<name>.*)`")
_WORDS = {
    "int": "a whole number",
    "str": "a text in quotation marks",
    "array": "a list",
    "object": "an object",
}
_GOT = {
    "int": "a number",
    "float": "a number with a decimal point or exponent",
    "str": "a text",
    "array": "a list",
    "object": "an object",
    "bool": "true or false",
    "null": "null",
}
_RULES = {
    "": "is not one JSON object",
    "answer": "answer must be accept, reject or ignore",
}


def fault_of(data: bytes, error: Exception, *, ended: bool) -> str:
    """Why a line cannot be read; `error` is what decoding it raised.

    `ended` tells whether the line had a line end: a last line without one that
    stops in the middle was half-written.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        return "is not UTF-8 text"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return f"is not UTF-8: byte {wrong.start + 1} of the line is 0x{data[wrong.start]:02X}"
    if isinstance(error, RecursionError):
        return "holds lists within lists without end"
    if isinstance(error, msgspec.ValidationError):
        return _other_format(data) or _wrong_shape(text, str(error))
    return _no_json(str(error), ended=ended)


def _no_json(said: str, *, ended: bool) -> str:
    if "truncated" in said:
        end = "the line ends" if ended else "the file ends half-written,"
        return f"{end} before its object does; every line must hold one whole object"
    if "surrogate" in said:
        return "holds half of a surrogate pair, which is not a character"
    place = re.search(r"\(byte (\d+)\)", said)
    where = f" at byte {int(place[1]) + 1} of the line" if place else ""
    return f"is not JSON{where}"


def format_fault(name: str) -> str:
    """Why a `format` is not read here, "" when it is."""
    if name in (FORMAT, WITH_ENTITIES, WITH_ANSWERS):
        return ""
    family, _, version = name.rpartition("/")
    known, _, ours = WITH_ANSWERS.rpartition("/")
    major = version.partition(".")[0]
    if family == known and major.isascii() and major.isdigit() and int(major) > int(ours):
        return f"is of version {version}, newer than this program reads ({ours})"
    return f"is of format '{_short(name)}', not {FORMAT}"


def meta_fault(meta: Mapping[str, object]) -> str:
    """What is wrong with a `meta` object, "" when nothing is."""
    for key in META_KEYS:
        if key not in meta:
            return f"meta.{key} is missing"
    for key, value in meta.items():
        if key != "keywords" and not isinstance(value, str):
            return f"meta.{_short(key)} must be {_WORDS['str']}"
    keywords = meta["keywords"]
    if not isinstance(keywords, list) or not all(isinstance(one, str) for one in keywords):
        return "meta.keywords must be a list of texts"
    return ""


def repeated_key(data: bytes) -> str:
    """The first key that an object of the line has twice, "" for none."""
    twice: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                twice.append(key)
            seen.add(key)

    json.loads(data, object_pairs_hook=look)
    return twice[0] if twice else ""


def _wrong_shape(text: str, message: str) -> str:
    parts = _PLACE.fullmatch(message)
    said, path = (parts["said"], parts["path"] or "") if parts else (message, "")
    field = _FIELD.fullmatch(said)
    if field is not None:
        whole = f"{path}.{field['name']}" if path else field["name"]
        unknown = field["what"] == "contains unknown"
        return f"{_short(whole)} is not a known key" if unknown else f"{whole} is missing"
    if path.startswith("meta["):
        return _fault_in_meta(text)
    if path in _RULES:
        return _RULES[path]
    if re.fullmatch(r".*fragments\[\d+\]", path):
        return f"{path} must be a list of two whole numbers, start and end"
    expected = _EXPECTED.fullmatch(said)
    if expected is None:
        return f"{path} is not as it must be: {said}"
    wanted = _WORDS.get(expected["wanted"], expected["wanted"])
    return f"{path} must be {wanted}, not {_GOT.get(expected['got'], expected['got'])}"


def _fault_in_meta(text: str) -> str:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):  # what comes after the fault may be no JSON at all
        line = {}
    meta = line.get("meta")
    found = meta_fault(meta) if isinstance(meta, dict) else ""
    return found or "every value in meta must be a text, and keywords a list of texts"


def _other_format(data: bytes) -> str:
    try:
        return format_fault(head_decoder.decode(data).format)
    except (msgspec.DecodeError, RecursionError):
        return ""


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"
