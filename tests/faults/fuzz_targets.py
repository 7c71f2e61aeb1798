"""What is fuzzed: every reader of files, and what they stand on.

A target takes bytes and may only refuse them in words; what it reads must be sound.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.domain.span import fragments_of
from annotator.editing.coding import default_codebook
from annotator.formats import FORMATS, archive, codebook_json, format_of, safe_xml
from annotator.formats.format import Format, ReadOptions
from annotator.formats.record import Record
from annotator.text.decoding import Undecodable, decode
from annotator.text.zones import recognise

SEPARATOR = b"\n\x1e\n"
"""Stands between a file and those that belong to it."""

_MOST_RECORDS = 200
_LARGEST_SEED = 12 * 1024
_SEEDS = 60

Target = Callable[[bytes, Path], None]
"""Takes bytes, and a folder to put them into."""


def targets() -> dict[str, Target]:
    """Every target by name: the readers by the names of their formats."""
    found: dict[str, Target] = {
        "codebook-json": _codebook,
        "decoding": _decoding,
        "zones": _zones,
        "archive": _archive,
        "xml": _xml,
    }
    for form in FORMATS:
        if form.reads and all(find_spec(one) for one in form.needs):
            found[form.name] = lambda data, folder, form=form: _reader(form, data, folder)  # type: ignore[misc]
    return found


def seeds(name: str, folders: list[Path]) -> Iterator[bytes]:
    """Real files for a target, from folders that have some; never more than a few."""
    form = next((one for one in FORMATS if one.name == name), None)
    suffixes = {
        "codebook-json": (".json",),
        "archive": (".zip", ".docx", ".odt", ".qdpx", ".xlsx", ".epub"),
        "xml": (".xml", ".xmi", ".tei", ".html"),
    }.get(name, (".txt",))
    paths = (
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in (form.suffixes if form else suffixes)
    )
    if name == "codebook-json":
        yield codebook_json.to_bytes(default_codebook())
    for path in islice((one for one in paths if form is None or format_of(one) is form), _SEEDS):
        parts = [_beginning(path)]
        if form is not None:
            parts += [_beginning(one) if one.is_file() else b"" for one in form.companions(path)]
        yield SEPARATOR.join(parts)


def _beginning(path: Path) -> bytes:
    """The bytes of a file, or its first lines where it is long."""
    with path.open("rb") as file:
        data = file.read(_LARGEST_SEED)
        return data if not file.read(1) else data[: data.rfind(b"\n") + 1] or data


# -- targets ------------------------------------------------------------------------


def _reader(form: Format, data: bytes, folder: Path) -> None:
    path = folder / f"fuzz{form.suffixes[0]}"
    main, *others = data.split(SEPARATOR)
    path.write_bytes(main)
    for companion, content in zip(form.companions(path), others, strict=False):
        companion.write_bytes(content)
    refused: list[BadInput] = []
    assert form.read is not None
    try:
        format_of(path)
        form.codebook(path)
        for record in form.read(path, ReadOptions(refused=refused.append)):
            _check(record)
        for repair in (False, True):
            next(iter(form.read(path, ReadOptions(repair=repair))), None)
    except BadInput as stopped:
        refused.append(stopped)
    for one in refused:
        _check_refusal(one)
    for companion in form.companions(path):
        companion.unlink(missing_ok=True)


def _check_refusal(bad: BadInput) -> None:
    """A refusal is one line that can be shown and written."""
    assert bad.reason
    assert "\n" not in bad.reason, bad
    str(bad).encode()


def _check(record: Record) -> None:
    """What the rest of the program takes for granted of a record."""
    digest = sha256(record.text.encode()).hexdigest()
    assert record.text_sha256 in ("", digest)
    assert record.text
    assert record.name
    names = [span.name for span in record.spans]
    assert len(set(names)) == len(names), "two spans have one name"
    for span in record.spans:
        assert span.label
        assert fragments_of(span.fragments, length=len(record.text)) == span.fragments
        span.note.encode()
    for relation in record.relations:
        assert relation.label
        assert {relation.head, relation.child} <= set(names)
    for zone in record.zones:
        assert 0 <= zone.start <= zone.end <= len(record.text)
    for words in (record.name, record.title, record.source_name, *record.keywords, *record.notes):
        words.encode()


def _codebook(data: bytes, folder: Path) -> None:
    path = folder / "fuzz.json"
    path.write_bytes(data)
    try:
        book = codebook_json.read(path)
    except BadInput as bad:
        _check_refusal(bad)
    else:
        written = codebook_json.to_bytes(book)
        path.write_bytes(written)
        assert codebook_json.to_bytes(codebook_json.read(path)) == written


def _decoding(data: bytes, folder: Path) -> None:
    encoding = ("", "", "utf-8", "windows-1254", "utf-16", "gb18030")[len(data) % 6]
    try:
        decoded = decode(data, encoding)
    except Undecodable as why:
        _check_refusal(BadInput("fuzz", None, str(why)))
    else:
        decoded.text.encode()


def _zones(data: bytes, folder: Path) -> None:
    text = data.decode("utf-8", "replace")
    for zone in recognise(text).zones:
        assert 0 <= zone.start <= zone.end <= len(text)


def _archive(data: bytes, folder: Path) -> None:
    path = folder / "fuzz.zip"
    path.write_bytes(data)
    try:
        with archive.opened(path) as held:
            for name in held.names[:_MOST_RECORDS]:
                held.read(name)
    except BadInput as bad:
        _check_refusal(bad)


def _xml(data: bytes, folder: Path) -> None:
    def whole() -> None:
        safe_xml.parse(data, "fuzz.xml")

    def piece_by_piece() -> None:
        for _ in safe_xml.stream(io.BytesIO(data), "fuzz.xml", {"p", "text", "item"}):
            pass

    for read in (whole, piece_by_piece):
        try:
            read()
        except BadInput as bad:
            _check_refusal(bad)
