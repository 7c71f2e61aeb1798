"""XML from anyone, as the elements of the standard library.

Nothing is fetched and no entity is declared: a document type may be named, as news
formats do, and is not looked at. Depth, elements and attributes are bounded, so that
a file cannot take more memory than a few times its size. Raises BadInput throughout.

    root = safe_xml.parse(data, path)
    for article in safe_xml.stream(file, path, {"{http://…}newsItem"}): ...

Tags and attributes are written `{namespace}name`, as ElementTree does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST

DEEPEST = 256
"""Elements within elements, as libxml2 has it."""

MOST_ELEMENTS = 2_000_000
"""Elements held at a time: some 400 MB at the worst."""

MOST_ATTRIBUTES = 1_000
"""Of one element."""

_CHUNK = 1024 * 1024


class _Bad(Exception):
    """What is wrong; file and line are added where it is caught."""


class _Builder:
    """Hears the parser and builds elements, those of `wanted` handed out as they end."""

    def __init__(self, wanted: Collection[str] | None) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.found: deque[Element] = deque()
        self.heard = 0
        self._wanted = wanted
        self._names: dict[str, str] = {}
        self._depth = 0
        self._within = 0
        self._held = 0
        self._tree = TreeBuilder()

    def root(self) -> Element:
        return self._tree.close()

    def _start(self, tag: str, attributes: list[str]) -> None:
        self.heard = self.parser.CurrentByteIndex
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Bad(f"has more than {DEEPEST} elements within one another")
        name = self._name(tag)
        if self._wanted is not None and not self._within:
            if name not in self._wanted:
                return
            self._tree = TreeBuilder()
            self._held = 0
        if self._wanted is not None:
            self._within += 1
        self._held += 1
        if self._held > MOST_ELEMENTS:
            raise _Bad(f"has more than {MOST_ELEMENTS:,} elements")
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise _Bad(f"has an element with more than {MOST_ATTRIBUTES:,} attributes")
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        self._tree.start(name, {self._name(key): value for key, value in pairs})

    def _end(self, tag: str) -> None:
        self.heard = self.parser.CurrentByteIndex
        self._depth -= 1
        if self._wanted is None:
            self._tree.end(self._name(tag))
        elif self._within:
            self._within -= 1
            self._tree.end(self._name(tag))
            if not self._within:
                self.found.append(self._tree.close())

    def _data(self, text: str) -> None:
        self.heard = self.parser.CurrentByteIndex
        if self._within or self._wanted is None:
            self._tree.data(text)

    def _entity(self, name: str, *rest: object) -> None:  # noqa: ARG002  the parser's shape
        raise _Bad(f"declares the entity {name[:60]}; such files are not read")

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise _Bad(f"uses the entity {name[:60]}, which is not part of XML")

    def _name(self, raw: str) -> str:
        """`namespace}name` of the parser as `{namespace}name`, each made once."""
        found = self._names.get(raw)
        if found is None:
            found = "{" + raw if "}" in raw else raw
            if len(self._names) < 10_000:
                self._names[raw] = found
        return found


def parse(data: bytes, source: Path | str) -> Element:
    """The root of a document held in memory."""
    builder = _Builder(None)
    _feed(builder, data, source, last=True)
    return builder.root()


def stream(file: BinaryIO, source: Path | str, wanted: Collection[str]) -> Iterator[Element]:
    """Each element with a tag of `wanted` as it ends, the outermost ones only.

    Nothing else is held, so the file may be of any size; its text between the
    elements that are wanted is passed over. Forget each element before the next.
    """
    builder = _Builder(wanted)
    fed = 0
    while True:
        try:
            piece = file.read(_CHUNK)
        except OSError as reason:
            raise BadInput(str(source), None, f"cannot be read: {reason.strerror}") from reason
        fed += len(piece)
        if fed - builder.heard > LARGEST:
            raise BadInput(str(source), None, "is not XML: one piece of it is without end")
        _feed(builder, piece, source, last=not piece)
        while builder.found:
            yield builder.found.popleft()
        if not piece:
            return


class _Spelled(Protocol):
    """An expat error, which typeshed gives no message."""

    lineno: int
    code: int


def _feed(builder: _Builder, data: bytes, source: Path | str, *, last: bool) -> None:
    parser = builder.parser
    try:
        parser.Parse(data, last)
    except _Bad as bad:
        raise BadInput(str(source), parser.CurrentLineNumber, str(bad)) from None
    except expat.ExpatError as error:
        spelled: _Spelled = error
        why = expat.ErrorString(spelled.code)
        raise BadInput(str(source), spelled.lineno, f"is not XML: {why}") from error
    except (LookupError, ValueError) as reason:  # an encoding nobody knows, or of several bytes
        raise BadInput(str(source), 1, f"is not XML that can be read: {reason}") from reason
