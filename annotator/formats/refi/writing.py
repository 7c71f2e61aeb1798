"""Writing a REFI-QDA project, the same bytes for the same records every time."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from annotator.domain.codebook import Codebook
from annotator.formats.format import WriteOptions
from annotator.formats.record import Record
from annotator.formats.refi.names import ANSWER, FRAGMENT, NAMESPACE, ORIGIN, guid

_DAY = (1980, 1, 1, 0, 0, 0)
_HELD = 8 * 1024 * 1024
_LINE_ENDS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class _Codes:
    """Codes of labels and answers, in the order of the codebook and then of use."""

    def __init__(self, book: Codebook) -> None:
        self._colours = {label.name: label.light for label in book.labels}
        self._children: dict[str, dict[str, None]] = {label.name: {} for label in book.labels}
        for label in book.labels:
            for asked in label.attributes:
                for choice in asked.choices:
                    self._children[label.name][f"{asked.name}{ANSWER}{choice}"] = None

    def code(self, label: str) -> str:
        """The id of a label's code."""
        self._children.setdefault(label, {})
        return guid("code", label)

    def answer(self, label: str, name: str, value: str) -> str:
        """The id of the code of an answer."""
        child = f"{name}{ANSWER}{value}"
        self._children.setdefault(label, {})[child] = None
        return guid("code", label, child)

    def lines(self) -> Iterator[str]:
        yield "<CodeBook><Codes>"
        for label, children in self._children.items():
            colour = self._colours.get(label, "")
            shown = f" color={_quoted(colour)}" if colour else ""
            head = f'<Code guid="{guid("code", label)}" name={_quoted(label)} isCodable="true"'
            inner = "".join(
                f'<Code guid="{guid("code", label, one)}" name={_quoted(one)} isCodable="true"/>'
                for one in children
            )
            yield f"{head}{shown}>{inner}</Code>" if inner else f"{head}{shown}/>"
        yield "</Codes></CodeBook>"


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """A zip of the texts, and of the project that marks them."""
    codes = _Codes(options.codebook)
    users: dict[str, None] = {}
    links: list[str] = []
    with (
        zipfile.ZipFile(out, "w") as package,
        SpooledTemporaryFile(_HELD) as sources,
    ):
        for record in records:
            own = guid("source", record.name)
            with package.open(_info(f"sources/{own}.txt"), "w") as file:
                file.write(record.text.encode())
            users.update(dict.fromkeys(one.annotator for one in record.spans if one.annotator))
            for line in _source(record, own, codes):
                sources.write(f"{line}\n".encode())
            links.extend(_links(record))
        sources.seek(0)
        with package.open(_info("project.qde"), "w", force_zip64=True) as file:
            for line in _head(users):
                file.write(f"{line}\n".encode())
            for line in codes.lines():
                file.write(f"{line}\n".encode())
            file.write(b"<Sources>\n")
            shutil.copyfileobj(sources, file)
            file.write(b"</Sources>\n")
            if links:
                file.writelines(f"{line}\n".encode() for line in ["<Links>", *links, "</Links>"])
            file.write(b"</Project>\n")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _head(users: Iterable[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    yield f'<Project xmlns="{NAMESPACE}" name="annotator" origin="{ORIGIN}">'
    named = "".join(f'<User guid="{guid("user", name)}" name={_quoted(name)}/>' for name in users)
    if named:
        yield f"<Users>{named}</Users>"


def _source(record: Record, own: str, codes: _Codes) -> Iterator[str]:
    path = f'plainTextPath="internal://{own}.txt"'
    yield f'<TextSource guid="{own}" name={_quoted(record.name)} {path}>'
    if record.title:
        yield f"<Description>{_escaped(record.title)}</Description>"
    for number, span in enumerate(record.spans):
        for at, (start, end) in enumerate(span.fragments):
            quote = _quoted(record.text[start:end])
            place = f'startPosition="{start}" endPosition="{end}"'
            by = f' creatingUser="{guid("user", span.annotator)}"' if span.annotator else ""
            piece = _piece(record, number, at)
            yield f'<PlainTextSelection guid="{piece}" name={quote} {place}{by}>'
            if span.note and not at:
                yield f"<Description>{_escaped(span.note)}</Description>"
            given = [codes.code(span.label)]
            if not at:
                given += [codes.answer(span.label, *answer) for answer in span.answers]
            for nth, code in enumerate(given):
                coding = guid("coding", piece, str(nth))
                yield f'<Coding guid="{coding}"{by}><CodeRef targetGUID="{code}"/></Coding>'
            yield "</PlainTextSelection>"
    yield "</TextSource>"


def _links(record: Record) -> Iterator[str]:
    numbers = {span.name: number for number, span in enumerate(record.spans)}
    for number, span in enumerate(record.spans):
        for at in range(1, len(span.fragments)):
            yield _link(FRAGMENT, _piece(record, number, 0), _piece(record, number, at))
    for link in record.relations:
        ends = (_piece(record, numbers[name], 0) for name in (link.head, link.child))
        yield _link(link.label, *ends)


def _link(name: str, origin: str, target: str) -> str:
    own = guid("link", name, origin, target)
    ends = f'originGUID="{origin}" targetGUID="{target}"'
    return f'<Link guid="{own}" name={_quoted(name)} direction="OneWay" {ends}/>'


def _piece(record: Record, number: int, at: int) -> str:
    return guid("selection", record.name, str(number), str(at))


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(text, _LINE_ENDS)
