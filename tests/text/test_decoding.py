"""Bytes become the text their writer meant, or are refused in words."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.decoding import Undecodable, decode

FOLDERS = {
    "UTF-16": "utf-16",
    "UTF-16BE": "utf-16-be",
    "UTF-16LE": "utf-16-le",
    "iso-8859-9-turkish": "windows-1254",
    "utf-8-sig": "utf-8-sig",
    "windows-1252": "windows-1252",
    "windows-1254-turkish": "windows-1254",
}
SNIPPETS = {
    "windows-1252": [
        "Der Außenminister erklärte am Freitag, dass die Gespräche fortgeführt würden.",
        "Le président a déclaré que les élections auront lieu à la fin du mois.",
        "O presidente não quis comentar a decisão do governo.",
        "Forsætisráðherra sagði að ríkisstjórnin hefði ekki tekið ákvörðun um málið.",
        "“We will not yield” — it cost £5m",
    ],
    "windows-1254": [
        "Cumhurbaşkanı Erdoğan, Irak’ta düzenlenen toplantıda konuştu.",
        "MİT Başkanı İbrahim Kalın Bağdat'ta",
        "Turkish intelligence chief İbrahim Kalın has paid a visit to Baghdad.",
        "Dışişleri Bakanı",
    ],
    "windows-1250": [
        "Premier powiedział, że rząd nie zgodzi się na podwyżkę podatków.",
        "Předseda vlády řekl, že jednání budou pokračovat příští týden.",
    ],
    "iso-8859-2": ["Premier powiedział, że rząd nie zgodzi się. Śląsk źle."],
    "windows-1257": ["Ministras pirmininkas pareiškė, kad vyriausybė nepritaria šiam siūlymui."],
    "windows-1251": ["Президент заявил в пятницу, что переговоры продолжатся в Москве."],
    "koi8-r": ["Президент заявил в пятницу, что переговоры продолжатся в Москве."],
    "windows-1253": ["Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν."],
    "windows-1255": ["ראש הממשלה אמר ביום שישי כי השיחות יימשכו."],
    "windows-1256": ["قال رئيس الوزراء العراقي إن المحادثات ستستمر الأسبوع المقبل، وفق مصادر."],
    "iso-8859-6": ["قال رئيس الوزراء العراقي إن المحادثات ستستمر الأسبوع المقبل."],
    "cp874": ["นายกรัฐมนตรีกล่าวเมื่อวันศุกร์ว่าการเจรจาจะดำเนินต่อไป"],
    "gb18030": ["外交部发言人星期五表示，中国将继续与各方保持沟通。"],
    "big5": ["外交部發言人星期五表示，中國將繼續與各方保持溝通。"],
    "cp932": ["首相は金曜日、協議は来週東京で続けられると述べた。"],
    "cp949": ["대통령은 금요일 회담이 다음 주 서울에서 계속될 것이라고 말했다."],
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_from_the_web_are_read_as_labelled(shared: Path, folder: str) -> None:
    for file in sorted((shared / "encodings" / folder).iterdir()):
        data = file.read_bytes()
        assert decode(data).text == data.decode(FOLDERS[folder]), file.name


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in SNIPPETS.items() for text in texts]
)
def test_short_news_is_guessed_and_said_to_be(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.sure
    assert decoded.encoding in decoded.notes[-1]
    assert text.encode(decoded.encoding) == text.encode(encoding)


@pytest.mark.parametrize("encoding", ["windows-1254", "iso-8859-9"])
@pytest.mark.parametrize("length", [20, 80, 400, 4000])
def test_the_reference_article_in_turkish_encodings(
    shared: Path, encoding: str, length: int
) -> None:
    text = next((shared / "seed").glob("0*.txt")).read_text("utf-8")[:length]
    data = text.encode(encoding, "ignore")
    decoded = decode(data)
    assert decoded.text == data.decode(encoding)
    assert decoded.encoding == "windows-1254"


def test_the_sample_article_in_windows_1254() -> None:
    seed = next((Path(__file__).parents[2] / "seeds").glob("015_*.txt"))
    assert decode(seed.read_bytes()).text == seed.read_bytes().decode("windows-1254")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_text(encoding: str) -> None:
    decoded = decode("Kalın 😀\r\n".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.sure) == ("Kalın 😀\r\n", encoding, True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", ["Kalın geldi.\n", "北京市长访问。\n好 的", "नमस्ते दुनिया"])
def test_wide_text_without_a_mark_is_told_by_its_nuls(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.sure) == (text, encoding, False)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n")))
def test_utf8_comes_back_as_written(text: str) -> None:
    written = text.removeprefix("\ufeff").replace("\ufffe", "").replace("\uffff", "")
    decoded = decode(b"x" + written.encode())
    assert (decoded.text, decoded.encoding, decoded.sure) == ("x" + written, "utf-8", True)


@settings(max_examples=200, deadline=None)
@given(st.binary())
def test_no_bytes_bring_anything_but_text_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(Undecodable):
        decoded = decode(data)
        decoded.text.encode()
        assert "\0" not in decoded.text
        assert decode(data, decoded.encoding).encoding == decoded.encoding


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-9"?><p>', "windows-1254"),
        (b"<html><head><meta charset=windows-1254><p>", "windows-1254"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
            "windows-1252",
        ),
    ],
)
def test_a_declared_charset_is_believed_if_it_fits(head: bytes, encoding: str) -> None:
    decoded = decode(head + b"\xfd\xfe")
    assert (decoded.encoding, decoded.sure) == (encoding, True)
    assert decoded.text.endswith(b"\xfd\xfe".decode(encoding))


def test_a_declared_charset_that_does_not_fit_is_told() -> None:
    decoded = decode(b"<meta charset=utf-8>" + "Cumhurbaşkanı Erdoğan konuştu".encode("cp1254"))
    assert decoded.text.endswith("Erdoğan konuştu")
    assert "“utf-8”" in decoded.notes[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "is a PDF, not a text file"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "is a PDF, not a text file"),
        (b"PK\x03\x04\0\0", "is a ZIP archive or an office document, not a text file"),
        (b"\0\1\2\3" * 50, "is binary data, not a text file"),
        (bytes(range(1, 32)) * 9, "is binary data, not a text file"),
        ("Kalın ".encode() * 9 + b"\xc4", "the file is incomplete"),
        ("Kalın ".encode() * 9 + b"\n\xff " + "ğü".encode() * 9, "first at byte 64 (line 2)"),
        (b"\xff\xfea\0b", "the file is incomplete"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(Undecodable) as refusal:
        decode(data)
    assert str(refusal.value).endswith(reason)


def test_a_given_encoding_is_obeyed_or_refused() -> None:
    assert decode(b"\xfd", "ISO-8859-9").text == "ı"
    assert decode(b"\xfd", "latin1").encoding == "windows-1252"
    assert decode(b"\x81", "latin1").text == "\x81"
    assert decode("\ufeffa".encode(), "utf-8").text == "a"
    for encoding, reason in [
        ("utf-8", "is not valid utf-8, first at byte 2 (line 2)"),
        ("nonsense", "cannot be read: no encoding is called “nonsense”"),
        ("rot13", "cannot be read: “rot13” is no encoding of text"),
        ("hex", "cannot be read: no encoding is called “hex”"),
    ]:
        with pytest.raises(Undecodable) as refusal:
            decode(b"a\n\xfd", encoding)
        assert str(refusal.value) == reason


def test_what_no_export_can_hold_is_replaced_and_told() -> None:
    decoded = decode(b"abc\x01def\x0cghi")
    assert decoded.text == "abc\ufffddef\nghi"
    assert len(decoded.notes) == 2
    assert decode("a\ud83d\ude00b".encode("utf-8", "surrogatepass")).text == "a😀b"
    halved = decode("a\ud83db".encode("utf-8", "surrogatepass"))
    assert (halved.text, len(halved.notes)) == ("a\ufffdb", 1)
    assert decode(b"").text == ""
