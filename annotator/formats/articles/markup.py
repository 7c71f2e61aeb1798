"""HTML files as text: their encoding by what they declare, else as plain files are decoded."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.text.decoding import Undecodable, decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE
)
_HEAD = 8192
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254"}
"""What browsers read these as: the same, and more between 0x80 and 0x9F."""


def decoded(data: bytes, source: Path, encoding: str = "") -> str:
    """The markup of a page.

    A byte order mark and valid UTF-8 are believed before what the page says of
    itself, which is often wrong. Raises BadInput for what is no text.
    """
    try:
        if encoding:
            return decode(data, encoding).text
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        declared = _DECLARED.search(data[:_HEAD])
        if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            known = _known(declared[1].decode("ascii"))
            if known and not known.startswith(("utf-16", "utf-32")):
                return decode(data, known).text
        return decode(data).text
    except Undecodable as why:
        try:
            return decode(data).text
        except Undecodable:
            raise BadInput(str(source), None, str(why)) from why


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    found = {"iso8859-1": "iso-8859-1", "iso8859-9": "iso-8859-9"}.get(found, found)
    return _WIDER.get(found, found)
