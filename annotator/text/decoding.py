"""Bytes to text: which encoding, how sure, and what had to be replaced.

In order: a byte order mark, UTF-16 by its NULs, strict UTF-8, the charset an XML
or HTML file declares, then a guess among the encodings news comes in.
ISO-8859-9 is read as Windows-1254 and ISO-8859-1 as Windows-1252, which say the
same and also know what such files really hold.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import msgspec

from annotator.text.guessing import guess
from annotator.text.printable import UNPRINTABLE, printable
from annotator.text.signatures import kind_of_binary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_READ_AS = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})""")
_HTML_CHARSET = re.compile(
    rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE
)
# Codecs that are no charsets; some would even turn bytes into bytes.
_NO_CHARSETS = frozenset(
    """
    base64 bz2 hex idna punycode quopri raw-unicode-escape undefined unicode-escape uu zlib utf-7
    """.split()  # noqa: SIM905 - words read better in a row
)
_HEAD = 4096
_WRITING = 1.01


class Decoded(msgspec.Struct, frozen=True):
    """A decoded file. `sure` is False where the encoding was guessed.

    `encoding` is a name Python knows; a byte order mark is part of it and
    not of `text`. `notes` are sentences about what the user should know.
    """

    text: str
    encoding: str
    sure: bool
    notes: tuple[str, ...] = ()


class Undecodable(Exception):
    """The bytes are no text; the message says what they are, as in "is a PDF"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file, its encoding found or given by name.

    Raises:
        Undecodable: the bytes are binary, cut short, or not in the given encoding.
    """
    if encoding:
        text, name = _as_told(data, encoding)
        return _cleaned(text, name, sure=True)
    marked = next((mark for mark, _, _ in _MARKS if data.startswith(mark)), b"")
    if binary := kind_of_binary(data[len(marked) :]):
        raise Undecodable(f"is {binary}, not a text file")
    for mark, codec, name in _MARKS:
        if mark == marked:
            return _cleaned(_unicode(data[len(mark) :], codec), name, sure=True)
    if b"\0" in data:
        text, name = _wide(data)
        return _cleaned(text, name, sure=False)
    try:
        return _cleaned(data.decode("utf-8"), "utf-8", sure=True)
    except UnicodeDecodeError as fault:
        return _legacy(data, fault)


def _legacy(data: bytes, fault: UnicodeDecodeError) -> Decoded:
    """A file that is not valid UTF-8."""
    damaged = _damaged_utf8(data, fault)
    if isinstance(damaged, str):
        return _cleaned(damaged, "utf-8", sure=True)
    declared, notes = _declared(data)
    if declared:
        text, name = declared
        return _cleaned(text, name, sure=True)
    found = guess(data)
    if found is None:
        raise Undecodable("is in no encoding that can be told; name the encoding to read it")
    name = _public(codecs.lookup(found.encoding).name)
    told = f"The encoding was guessed as {name}; check the letters."
    return _cleaned(found.text, name, sure=False, notes=(*notes, told))


def _damaged_utf8(data: bytes, fault: UnicodeDecodeError) -> str | None:
    """The text if only surrogates stand in the way; None if this was never UTF-8."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    salvaged = data.decode("utf-8", "replace")
    bad = salvaged.count("\ufffd")
    good = sum(1 for character in salvaged if character > "\x7f") - bad
    cut_short = fault.end >= len(data) and bad == 1
    if good >= 3 * bad or (cut_short and good):
        line = data.count(b"\n", 0, fault.start) + 1
        if cut_short:
            raise Undecodable("ends in the middle of a character (UTF-8); the file is incomplete")
        raise Undecodable(f"is UTF-8 with broken bytes, first at byte {fault.start} (line {line})")
    return None


def _as_told(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        known = ""
    if not known or known in _NO_CHARSETS:
        raise Undecodable(f"cannot be read: no encoding is called “{encoding}”")
    for mark, codec, name in _MARKS:
        if data.startswith(mark) and known.replace("_", "-") in (codec, name):
            return _unicode(data[len(mark) :], codec), name
    try:
        text, name = _strictly(data, known)
    except LookupError:
        raise Undecodable(f"cannot be read: “{encoding}” is no encoding of text") from None
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        reason = f"is not valid {encoding}, first at byte {fault.start} (line {line})"
        raise Undecodable(reason) from None
    return text.removeprefix("\ufeff"), name


def _declared(data: bytes) -> tuple[tuple[str, str] | None, tuple[str, ...]]:
    """The text by the charset the file itself names, or a note why not."""
    head = data[:_HEAD]
    named = _XML_CHARSET.search(head) or _HTML_CHARSET.search(head)
    if named is None:
        return None, ()
    label = named[1].decode("ascii")
    try:
        known = codecs.lookup(label).name
    except LookupError:
        return None, (f"The file says it is “{label}”, which is no known encoding.",)
    try:
        # What can be read this far is neither UTF-8 nor UTF-16, whatever it says.
        if not known.startswith("utf") and known not in _NO_CHARSETS:
            return _strictly(data, known), ()
    except (UnicodeDecodeError, LookupError):
        pass
    return None, (f"The file says it is “{label}” but is not.",)


def _strictly(data: bytes, known: str) -> tuple[str, str]:
    """The text and the name of the encoding, by the wider reading of a codec if it fits."""
    try:
        wider = _READ_AS.get(known, known)
        return data.decode(wider), _public(wider)
    except UnicodeDecodeError:
        return data.decode(known), _public(known)


def _public(name: str) -> str:
    """The customary name of a codec that Python calls cp125N or iso8859-N."""
    return re.sub(r"^cp(125\d)$", r"windows-\1", name.replace("iso8859", "iso-8859"))


def _unicode(data: bytes, codec: str) -> str:
    """UTF text of a known kind, half surrogate pairs left in for the cleaning."""
    try:
        return data.decode(codec, "surrogatepass")
    except UnicodeDecodeError as fault:
        if fault.end >= len(data) and fault.reason != "invalid start byte":
            reason = "ends in the middle of a character; the file is incomplete"
            raise Undecodable(reason) from None
        raise Undecodable(
            f"is marked as {codec.upper()} but is not, at byte {fault.start}"
        ) from None


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 or UTF-32 without a byte order mark."""
    best, text, name = 0.0, "", ""
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        try:
            candidate = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _plausible(candidate[:20_000])
        if score > best:
            best, text, name = score, candidate, codec
    if best < _WRITING:
        raise Undecodable("is binary data, not a text file")
    return text, name


def _plausible(sample: str) -> float:
    """How far a text looks like writing: above 1 with blanks and stops, far below for noise."""
    if not sample or "\0" in sample:
        return 0.0
    odd = sum(1 for c in sample if unicodedata.category(c) in ("Cn", "Co", "Cs", "Cc") and c > " ")
    odd += len(UNPRINTABLE.findall(sample))
    common = sum(1 for c in sample if c < "\x7f" or c in "，。、；：？！“”’،؟")
    return 1.0 + (common - 20 * odd) / len(sample)


def _cleaned(text: str, encoding: str, *, sure: bool, notes: tuple[str, ...] = ()) -> Decoded:
    clean, told = printable(text)
    if not clean and text:
        raise Undecodable("is binary data, not a text file")
    return Decoded(clean, encoding, sure, (*notes, *told))
