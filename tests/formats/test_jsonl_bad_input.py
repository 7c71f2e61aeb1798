"""Every way a line can be wrong gets one sentence that names file, line and reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST, ReadOptions
from annotator.formats.jsonl_reading import read

_GOOD: dict[str, Any] = {
    "format": "article-annotations/1",
    "id": "a",
    "text": "Ankara and Baghdad",
    "annotator": "",
    "spans": [
        {
            "id": f"s{at}",
            "start": start,
            "end": end,
            "label": "LOCATION",
            "text": "Ankara and Baghdad"[start:end],
            "fragments": [[start, end]],
            "attributes": [{"name": "kind", "value": "city"}],
            "note": "",
            "annotator": "ed1",
        }
        for at, (start, end) in enumerate([(0, 6), (11, 18)], 1)
    ],
    "relations": [{"id": "r1", "label": "near", "head": "s1", "child": "s2"}],
    "meta": {
        "title": "",
        "source": "",
        "url": "",
        "published": "",
        "language": "",
        "keywords": ["x"],
        "text_sha256": "",
    },
    "answer": "accept",
}


def _reasons(path: Path) -> list[tuple[int | None, str]]:
    """Every refusal of a file, as line and reason."""
    refused: list[BadInput] = []
    list(read(path, ReadOptions(refused=refused.append)))
    assert all(one.file == str(path) for one in refused)
    return [(one.line, one.reason) for one in refused]


def _change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(line: dict[str, Any]) -> None:
        place: Any = line
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def _without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(line: dict[str, Any]) -> None:
        place: Any = line
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


_WRONG = [
    (_change("format", to="article-annotations/4"), "is of version 4, newer than this program"),
    (_change("format", to="article-annotations/4.1"), "is of version 4.1, newer"),
    (_change("format", to="spans/1"), "is of format 'spans/1', not article-annotations/1"),
    (_change("id", to=""), "id must not be empty"),
    (_change("id", to=7), "id must be a text in quotation marks, not a number"),
    (_change("text", to=""), "text must not be empty"),
    (_change("text", to=None), "text must be a text in quotation marks, not null"),
    (_change("answer", to="maybe"), "answer must be accept, reject or ignore"),
    (_change("answer", to=1), "answer must be"),
    (_without("annotator"), "annotator is missing"),
    (_without("spans", 1, "note"), "spans[1].note is missing"),
    (_change("spans", to={}), "spans must be a list, not an object"),
    (_change("spans", 1, to=[11, 18, "X"]), "spans[1] must be an object, not a list"),
    (_change("spans", 1, "start", to="11"), "spans[1].start must be a whole number, not a text"),
    (_change("spans", 1, "start", to=11.5), "spans[1].start must be a whole number, not a number"),
    (_change("spans", 1, "start", to=11.0), "spans[1].start must be a whole number, not a number"),
    (_change("spans", 1, "start", to=True), "spans[1].start must be a whole number, not true"),
    (_change("spans", 1, "start", to=None), "spans[1].start must be a whole number, not null"),
    (_change("spans", 1, "start", to=-1), "spans[1] starts at -1, which is negative"),
    (_change("spans", 1, "end", to=99), "spans[1] ends at 99, past the end of the text (18"),
    (_change("spans", 1, "end", to=10**400), "past the end of the text"),
    (_change("spans", 1, "end", to=3), "spans[1] ends at 3, which is not after its start 11"),
    (_change("spans", 1, "end", to=17), "goes from 11 to 17, but its fragments from 11 to 18"),
    (_change("spans", 1, "fragments", to=[]), "spans[1].fragments must hold at least one"),
    (_change("spans", 1, "fragments", 0, to=[11]), "spans[1].fragments[0] must be a list of two"),
    (_change("spans", 1, "fragments", 0, to=[-4, 18]), "spans[1].fragments[0] starts at -4"),
    (_change("spans", 1, "fragments", 0, to=[11, 11]), "which is not after its start 11"),
    (_change("spans", 1, "fragments", 0, 1, to=1e9), "spans[1].fragments[0][1] must be a whole"),
    (_change("spans", 1, "fragments", to=[[15, 18], [11, 13]]), "begins before the end of the"),
    (_change("spans", 1, "fragments", to=[[11, 15], [14, 18]]), "begins before the end of the"),
    (_change("spans", 1, "text", to="Bagdad"), "is 'Bagdad', but the text at 11 to 18 is 'Baghdad"),
    (_change("spans", 1, "id", to="s1"), "spans[1].id 's1' is the id of an earlier span"),
    (_change("spans", 1, "label", to=""), "spans[1].label must not be empty"),
    (_change("spans", 1, "extra", to=1), "spans[1].extra is not a known key"),
    (_change("spans", 0, "attributes", to={"kind": "city"}), "spans[0].attributes must be a list"),
    (_change("spans", 0, "attributes", 0, "value", to=3), "spans[0].attributes[0].value must be"),
    (_change("extra", to=1), "extra is not a known key"),
    (_change("relations", 0, "head", to="s9"), "relations[0].head 's9' is not the id of a span"),
    (_change("relations", 0, "child", to=""), "relations[0].child '' is not the id of a span"),
    (_change("relations", 0, "label", to=""), "relations[0].label must not be empty"),
    (_without("meta", "keywords"), "meta.keywords is missing"),
    (_change("meta", "keywords", to="x, y"), "meta.keywords must be a list of texts"),
    (_change("meta", "keywords", to=["x", 1]), "meta.keywords must be a list of texts"),
    (_change("meta", "title", to=["x"]), "meta.title must be a text in quotation marks"),
    (_change("meta", "title", to=None), "meta.title must be a text in quotation marks"),
    (_change("meta", "extra", to=1), "meta.extra must be a text in quotation marks"),
    (_change("meta", to=[]), "meta must be an object, not a list"),
    (_change("meta", "text_sha256", to="0" * 64), "meta.text_sha256 is not the SHA-256"),
    (_change("meta", "offset_unit", to="utf16"), "counts offsets in utf16 units"),
    (_change("spans", 0, "note", to="a\x00b"), "holds the control character U+0000"),
    (_change("text", to="Ankara and Baghdad\f"), "text holds the control character U+000C"),
    (_change("text", to="Ankara and Baghdad\uffff"), "text holds U+FFFF, which is no character"),
    (_change("meta", "a\x1bb", to=""), "a key of meta holds the control character U+001B"),
]


@pytest.mark.parametrize(("change", "reason"), _WRONG, ids=[reason for _, reason in _WRONG])
def test_a_wrong_value_is_named(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    line = copy.deepcopy(_GOOD)
    change(line)
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(_GOOD) + "\n" + json.dumps(line) + "\n", encoding="utf-8")
    ((number, said),) = _reasons(path)
    assert number == 2
    assert reason in said
    assert "\n" not in said
    assert "$" not in said


_TEXT = json.dumps(_GOOD)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (_TEXT.encode()[:-40], "the file ends half-written, before its object does"),
        (b"[1]", "is not one JSON object"),
        (b"null", "is not one JSON object"),
        (b"plain words", "is not JSON at byte 1 of the line"),
        (_TEXT.replace('"start": 11', '"start": NaN').encode(), "is not JSON at byte"),
        (_TEXT.replace('"start": 11', '"start": Infinity').encode(), "is not JSON at byte"),
        (_TEXT.encode() + b" {}", "is not JSON at byte"),
        (_TEXT.replace("Ankara and", "\\ud83d and").encode(), "half of a surrogate pair"),
        (_TEXT.replace("Ankara and", "Ankar\x01 and").encode(), "is not JSON at byte"),
        (_TEXT.replace("Ankara", "Ankar\xe9").encode("latin-1"), "is not UTF-8: byte"),
        (_TEXT.encode("utf-16"), "is not UTF-8 text"),
        (b"\x89PNG\x00\x01", "is not UTF-8 text"),
        (b'{"id": "b", ' + _TEXT.encode()[1:], "has the key 'id' twice in one object"),
        (
            _TEXT.replace('"note": ""', '"note": "\\\\\\"", "note": ""', 1).encode(),
            "has the key 'note' twice",
        ),
        (
            _TEXT.replace('"title": ""', '"title": "", "title": ""').encode(),
            "has the key 'title' twice",
        ),
        (b"[" * 200_000, "is not one JSON object"),
        (b'{"meta":' + b'{"a":' * 200_000, ""),
        (b'{"spans": [' + b"[" * 200_000, ""),
        (b'{"meta": {"title": 1}, "spans": tru', "meta"),
    ],
)
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(line)
    ((number, said),) = _reasons(path)[:1]
    assert number == 1
    assert reason in said
    assert "\n" not in said


def test_half_a_line_in_the_middle_is_not_called_half_written(tmp_path: Path) -> None:
    path = tmp_path / "pretty.jsonl"
    path.write_text('{\n"id": "a"\n}\n', encoding="utf-8")
    said = dict(_reasons(path))
    assert said[1] == "the line ends before its object does; every line must hold one whole object"
    assert len(said) == 3


def test_a_huge_line_is_refused_unread_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.write(_TEXT.encode() + b"\n")
        for _ in range(50):
            file.write(b"x" * 1024 * 1024)
        file.write(b"\n" + _TEXT.encode() + b"\n")
    refused: list[BadInput] = []
    records = list(read(path, ReadOptions(refused=refused.append)))
    assert [record.line for record in records] == [1, 3]
    assert str(refused[0]) == (
        f"{path}:2: the line is 52,428,801 bytes long; at most {LARGEST:,} are read"
    )


def test_an_empty_missing_or_blank_file_is_named(tmp_path: Path) -> None:
    for content in (b"", b"\n", b" \r\n\n", b"\xef\xbb\xbf"):
        path = tmp_path / "empty.jsonl"
        path.write_bytes(content)
        assert _reasons(path) == [(None, "is empty")]
    assert _reasons(tmp_path / "missing.jsonl") == [(None, "does not exist")]
    assert "cannot be read" in _reasons(tmp_path)[0][1]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_byte_order_mark_blank_lines_and_any_line_end_are_read(
    tmp_path: Path, end: bytes
) -> None:
    path = tmp_path / "good.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + _TEXT.encode() + b"\r\n\r\n" + _TEXT.encode() + end)
    assert [record.line for record in read(path, ReadOptions())] == [1, 3]


def test_the_first_bad_line_stops_a_reader_that_is_not_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(_TEXT.encode() + b"\nnope\n" + _TEXT.encode() + b"\n")
    records = read(path, ReadOptions())
    next(records)
    with pytest.raises(BadInput, match=r"bad\.jsonl:2: is not JSON"):
        next(records)
