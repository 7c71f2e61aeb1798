"""XML that was made to do harm is refused, in words and within bounds."""

from __future__ import annotations

import io
import time
import tracemalloc
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml

_BILLION = """<!DOCTYPE a [<!ENTITY x "lol">
<!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]>
<a>&y;</a>"""


def _refusal(data: str | bytes) -> str:
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(BadInput) as refused:
        safe_xml.parse(raw, "a.xml")
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_document_is_read_as_the_standard_library_reads_it(shared: Path) -> None:
    files = sorted((shared / "newsml-g2").rglob("*.xml"))
    assert files
    for file in files:
        try:
            theirs = ElementTree.parse(file).getroot()  # noqa: S314  files of our own
        except ElementTree.ParseError:
            assert "is not XML" in _refusal(file.read_bytes())
            continue
        ours = safe_xml.parse(file.read_bytes(), file)
        assert ElementTree.tostring(ours) == ElementTree.tostring(theirs)


def test_a_document_type_is_passed_over() -> None:
    root = safe_xml.parse(b'<!DOCTYPE nitf SYSTEM "file:///etc/passwd"><nitf>x</nitf>', "a.xml")
    assert root.text == "x"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_BILLION, "a.xml:1: declares the entity x"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "the entity x"),
        ('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://h/x"> %x;]><a/>', "declares the entity x"),
        ('<!DOCTYPE a SYSTEM "x.dtd"><a>b&nbsp;c</a>', "uses the entity nbsp, which is not part"),
        ("<a>&nbsp;</a>", "is not XML: undefined entity"),
        ("", "is not XML: no element found"),
        ("<a>\n<b></a>", "a.xml:2: is not XML: mismatched tag"),
        ("words", "is not XML"),
        (b"<a>\xff</a>", "is not XML"),
        (b'<?xml version="1.0" encoding="x-nobody"?><a/>', "is not XML"),
        (b'<?xml version="1.0" encoding="gb18030"?><a/>', "is not XML"),
        ("<a>" * 300, "has more than 256 elements within one another"),
        ("<a " + " ".join(f"a{n}=''" for n in range(1001)) + "/>", "more than 1,000 attributes"),
        ("<a>\x00</a>", "is not XML"),
    ],
)
def test_what_is_not_read_is_said_in_words(data: str | bytes, reason: str) -> None:
    assert reason in _refusal(data)


def test_a_million_levels_and_elements_cost_next_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(safe_xml, "MOST_ELEMENTS", 10_000)
    tracemalloc.start()
    try:
        assert "within one another" in _refusal("<a>" * 1_000_000)
        assert "has more than 10,000 elements" in _refusal("<r>" + "<a/>" * 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 32 * 2**20
    finally:
        tracemalloc.stop()


def test_wanted_elements_are_streamed_and_the_rest_is_not_held() -> None:
    piece = b'<x><item n="1">a<item/>b</item>&amp;junk</x>'
    file = io.BytesIO(b"<all>" + piece * 20_000 + b"</all>")
    tracemalloc.start()
    try:
        count = 0
        for item in safe_xml.stream(file, "a.xml", {"item"}):
            assert (item.attrib, item.text, item[0].tail) == ({"n": "1"}, "a", "b")
            count += 1
        assert count == 20_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12 * 2**20


def test_a_namespace_is_written_as_the_standard_library_writes_it() -> None:
    data = b'<a xmlns="http://n" xmlns:p="http://p"><p:b p:c="1" d="2"/></a>'
    root = safe_xml.parse(data, "a.xml")
    (found,) = safe_xml.stream(io.BytesIO(data), "a.xml", {"{http://p}b"})
    assert root.tag == "{http://n}a"
    assert (found.tag, found.attrib) == ("{http://p}b", {"{http://p}c": "1", "d": "2"})


def test_a_piece_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "LARGEST", 3 * 2**20)
    began = time.monotonic()
    endless = io.BytesIO(b'<a b="' + b"x" * (64 * 2**20))
    with pytest.raises(BadInput, match="without end"):
        list(safe_xml.stream(endless, "a.xml", {"b"}))
    assert time.monotonic() - began < 20
