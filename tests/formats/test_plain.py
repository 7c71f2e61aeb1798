"""A news text file becomes one article; its text is never touched."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST, ReadOptions
from annotator.formats.plain import read
from annotator.formats.record import Record
from annotator.text.zones import ZoneKind


def _article(path: Path, encoding: str = "") -> Record:
    (record,) = read(path, ReadOptions(encoding=encoding))
    return record


def _refusal(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        list(read(path, ReadOptions()))
    assert caught.value.file == str(path)
    assert caught.value.line is None
    return caught.value.reason


def test_the_reference_article_gives_title_place_and_keywords(shared: Path) -> None:
    (source,) = (shared / "seed").glob("*.txt")
    record = _article(source)
    assert record.text == source.read_bytes().decode()
    assert record.original == source.read_bytes()
    assert record.title == "MİT chief visits Iraq to discuss anti-terror cooperation"
    assert record.place == "BAGHDAD"
    assert record.keywords == ("MIT", "measures", "Intelligence chief")
    assert record.published == ""
    assert record.name == "000_e5ff9ae30b11c248"
    kinds = [zone.kind for zone in record.zones]
    assert kinds.count(ZoneKind.REPEATED_TITLE) == 2
    assert {ZoneKind.TITLE, ZoneKind.DATELINE, ZoneKind.HEADING, ZoneKind.KEYWORDS} < set(kinds)
    assert record.answer is None


@pytest.mark.parametrize(
    ("encoding", "given"),
    [("utf-8-sig", ""), ("utf-16", ""), ("windows-1254", "windows-1254"), ("utf-8", "")],
)
def test_line_ends_stay_and_a_byte_order_mark_goes(
    tmp_path: Path, encoding: str, given: str
) -> None:
    text = "Başbakan konuştu\r\n\r\nİstanbul’da yağmur yağdı.\r\n"
    path = tmp_path / "haber.txt"
    path.write_bytes(text.encode(encoding))
    record = _article(path, given)
    assert record.text == text
    assert record.title == "Başbakan konuştu"


def test_a_long_first_line_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_text("word " * 100 + "\n", encoding="utf-8")
    assert _article(path).title == "speech"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_a_file_name_that_is_no_text_can_still_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.txt"))
    path.write_text("One line\n", encoding="utf-8")
    record = _article(path)
    assert record.name == "caf\ufffd\ufffd"
    record.source_name.encode()


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert _refusal(path) == "is empty"
    path.write_bytes(b"\xef\xbb\xbf \r\n\n")
    assert _refusal(path) == "holds no text"
    path.write_bytes(bytes(range(256)) * 8)
    assert _refusal(path)
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert _refusal(path) == "is larger than 32 MiB"
    assert _refusal(tmp_path / "missing.txt") == "does not exist"
