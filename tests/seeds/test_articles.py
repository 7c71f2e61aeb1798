"""The sample articles are what their README says they are."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_FILES = sorted(_SEEDS.glob("*.txt"))
_WIRE = ("001", "002", "005", "006", "008", "009")
_WIRE_SHAPE = re.compile(
    r"(?P<title>[^\n]+)\n\n(?P=title)\n\n"
    r"(?P<dateline>[^\n]+)\n(?P=title)\n\n"
    r"(?:[^\n]+\n\n)+"
    r"(?P<keywords>[^\n]+(?:, [^\n]+)+,)"
)
_LETTERS = {
    "tr": "ğışİ",
    "de": "äöüß„“",
    "ar": "المة",
    "zh": "的，。“",
    "he": "אבשת",
    "en": "’“”—",
}


def _text(file: Path) -> str:
    encoding = "cp1254" if file.name.startswith("015") else "utf-8-sig"
    return file.read_bytes().decode(encoding)


def _numbered(number: str) -> Path:
    (file,) = _SEEDS.glob(f"{number}_*.txt")
    return file


def _catalogue() -> dict[str, dict[str, str]]:
    listed = json.loads((_SEEDS / "catalogue.json").read_text(encoding="utf-8"))
    return {one["file"]: one for one in listed}


def test_the_catalogue_names_every_article_once_and_in_order() -> None:
    assert list(_catalogue()) == [file.name for file in _FILES]
    assert len(_FILES) >= 14
    for one in _catalogue().values():
        assert set(one) - {"author"} == {"file", "source", "published", "language"}
        assert re.fullmatch(r"2026-03-\d\d", one["published"])
        assert all(one.values())


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_an_article_is_clean_and_long_enough(file: Path) -> None:
    text = _text(file)
    assert re.fullmatch(r"\d{3}_[a-z0-9-]+\.txt", file.name)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufeff]", text.replace("\r\n", "\n"))
    assert not re.search(r"[ \t]$|  |\t|\n\n\n", text.replace("\r\n", "\n"), re.MULTILINE)
    if _catalogue()[file.name]["language"] == "zh":
        assert len(text) >= 200
    else:
        assert len(text.split()) >= 120


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_an_article_is_written_in_the_language_it_claims(file: Path) -> None:
    language = _catalogue()[file.name]["language"]
    assert set(_LETTERS[language]) <= set(_text(file))


@pytest.mark.parametrize("number", _WIRE)
def test_a_wire_article_has_the_shape_of_the_wire(number: str) -> None:
    text = _text(_numbered(number))
    shape = _WIRE_SHAPE.fullmatch(text)
    assert shape is not None
    place = shape["dateline"].partition("-")[0]
    assert place == place.upper()
    assert len(re.findall(r"^\[HH\] \S", text, re.MULTILINE)) == 1
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("number", [one for one in _WIRE if one != "009"])
def test_an_english_wire_article_has_350_to_600_words(number: str) -> None:
    text = _text(_numbered(number))
    assert 350 <= len(text.split()) <= 600
    assert "’s " in text


@pytest.mark.parametrize("number", ["003", "004", "007"])
def test_a_plain_article_has_title_and_byline(number: str) -> None:
    lines = _text(_numbered(number)).splitlines()
    assert lines[1] == lines[3] == ""
    assert re.match(r"By \w", lines[2])


def test_one_article_has_a_mark_and_windows_line_ends() -> None:
    data = _numbered("007").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_one_article_is_windows_1254() -> None:
    data = _numbered("015").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.decode("cp1254").startswith("Işıközü’nde sel sonrası seçim: İki aday")


def test_one_article_goes_beyond_the_bmp_and_combines_marks() -> None:
    text = _text(_numbered("013"))
    assert "\N{WAVING HAND SIGN}" not in text
    assert "👍\N{EMOJI MODIFIER FITZPATRICK TYPE-4}" in text
    assert text.count("\u200d") == 3, "a family of four"
    assert "\U00020bb7" in text
    assert sum(unicodedata.combining(one) > 0 for one in text) > 20
    assert not unicodedata.is_normalized("NFC", text)


def test_right_to_left_articles_hold_latin_names_and_numbers() -> None:
    for number in ("011", "014"):
        text = _text(_numbered(number))
        assert "Velm Hydro" in text
        assert "2026" in text


def test_one_article_is_a_book_in_which_no_paragraph_comes_twice() -> None:
    text = _text(_numbered("016"))
    paragraphs = text.rstrip("\n").split("\n\n")
    assert len(text.split()) >= 30_000
    assert len(set(paragraphs)) == len(paragraphs) > 1_000
    assert not re.search(r"[{}|]|\b(TODO|lorem)\b", text)
