"""Reading brat standoff, line by line; a line that cannot be used is refused by number.

The grammar is that of brat's own parser (`server/src/annotation.py`): T text-bound,
R relation, * equivalence, E event, A and M attribute, N normalisation, # note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from annotator.domain.annotation import Answers
from annotator.domain.codebook import Codebook
from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.brat import configuration
from annotator.formats.brat.configuration import OWN_BASE
from annotator.formats.format import LARGEST, ReadOptions, unreadable, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan, place
from annotator.formats.record import Answer, EntityRecord, Record, RelationRecord
from annotator.formats.references import referred, unlike
from annotator.formats.settling import clean
from annotator.text.decoding import Undecodable, decode
from annotator.text.zones import recognise

_OFFSETS = re.compile(r"(?P<type>\S+) (?P<offsets>\d+ \d+(?:;\d+ \d+)*)")
_LINE = re.compile(r"(?:[TREAMN#]\S*|\*)\t")
_CONFIGURATION = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")


class _Fault(Exception):
    """What is wrong with a line."""


def sniff(head: Head) -> int:
    """Whether the lines of a file begin as annotations do."""
    if head.suffix != ".ann":
        return 0
    lines = [line for line in head.text.splitlines()[:20] if line.strip()]
    return 60 if all(map(_LINE.match, lines)) else 20


def companions(path: Path) -> Iterable[Path]:
    """The text of an annotation file, and the configuration beside it."""
    yield path.with_suffix(".txt")
    for name in _CONFIGURATION:
        yield path.with_name(name)


def codebook(path: Path) -> Codebook:
    """What the configuration beside a file says of labels."""
    return configuration.read(path.with_name("annotation.conf"))


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The article of one annotation file; its text lies beside it under the same name."""
    try:
        text, encoding = _text_of(source.with_suffix(".txt"), options.encoding)
        lines = _lines(source)
    except BadInput as bad:
        options.refused(bad)
        return
    marks = _Marks()
    for number, line in enumerate(lines, 1):
        try:
            marks.take(line)
        except _Fault as fault:
            options.refused(BadInput(str(source), number, str(fault)))
    placed = place(text, marks.spans(), list(marks.relations()), options)
    yield Record(
        name=source.stem,
        text=text,
        spans=placed.spans,
        relations=placed.relations,
        entities=marks.entities,
        answer=Answer.ACCEPT,
        zones=recognise(text).zones,
        title=recognise(text).title or source.stem,
        text_sha256=sha256(text.encode()).hexdigest(),
        encoding=encoding,
        source_name=f"{source.stem}.txt",
        file=str(source),
        size=len(text),
        notes=(*placed.notes, *marks.notes),
        placing=placed.placing,
    )


def _text_of(path: Path, encoding: str) -> tuple[str, str]:
    try:
        decoded = decode(whole_file(path), encoding)
    except Undecodable as undecodable:
        raise BadInput(str(path), None, str(undecodable)) from undecodable
    return decoded.text, decoded.encoding


def _lines(source: Path) -> list[str]:
    """The lines of an annotation file, which may be empty: nothing is marked then."""
    try:
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as reason:
        raise unreadable(source, reason) from reason
    if len(data) > LARGEST:
        raise BadInput(str(source), None, f"is larger than {LARGEST // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise BadInput(str(source), line, "is not UTF-8 text") from wrong
    return [line.removesuffix("\r") for line in text.split("\n")]


class _Marks:
    """What the lines of one file say, gathered by id."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._bound: dict[str, tuple[str, tuple[Fragment, ...], str]] = {}
        self._events: dict[str, str] = {}
        self._links: list[tuple[str, str, str, str]] = []
        self._answers: dict[str, list[tuple[str, str]]] = {}
        self._comments: dict[str, list[str]] = {}
        self._references: dict[str, list[tuple[str, str, str]]] = {}
        self._meant: list[EntityRecord] = []

    def take(self, line: str) -> None:
        """Hear of one line. Raises _Fault."""
        if not line.strip():
            return
        name, *fields = line.split("\t")
        takes = {
            "T": self._text_bound,
            "R": self._relation,
            "E": self._event,
            "A": self._attribute,
            "M": self._attribute,
            "N": self._normalisation,
            "#": self._comment,
            "*": self._equivalence,
        }.get(name[:1])
        if takes is None or not fields or not fields[0].strip():
            raise _Fault(f"is no annotation: '{line[:60]}'")
        takes(name, fields)

    @property
    def entities(self) -> tuple[EntityRecord, ...]:
        """What the marks mean, once `spans` has told them."""
        return unlike(self._meant)

    def spans(self) -> list[RawSpan]:
        """The marks, in the order of their lines."""
        of_trigger: dict[str, list[str]] = {}
        for event, trigger in self._events.items():
            of_trigger.setdefault(trigger, []).append(event)
        found = []
        for name, (label, fragments, quote) in self._bound.items():
            own = [name, *of_trigger.get(name, ())]
            answers: Answers = tuple(one for key in own for one in self._answers.get(key, ()))
            note = "\n".join(one for key in own for one in self._comments.get(key, ()))
            found.append(
                RawSpan(
                    name=name,
                    label=label,
                    fragments=fragments,
                    quote=quote,
                    answers=answers,
                    note=note,
                    entity=self._entity(own),
                )
            )
        return found

    def _entity(self, names: list[str]) -> str:
        """The id of what a mark means, by the references to it and its events."""
        said = [one for name in names for one in self._references.get(name, ())]
        if not said:
            return ""
        own = next((key for base, key, _ in said if base == OWN_BASE), "")
        others = [f"{base}:{key}" for base, key, _ in said if base != OWN_BASE]
        meant = referred(own, others, next((name for _, _, name in said if name), ""))
        self._meant.append(meant)
        return meant.id

    def relations(self) -> Iterator[RelationRecord]:
        for number, (name, label, head, child) in enumerate(self._links, 1):
            ends = [self._events.get(one, one) for one in (head, child)]
            missing = next((one for one in ends if one not in self._bound), None)
            if missing is not None:
                self.notes.append(f"{name or label} names {missing}, which is no mark of this file")
                continue
            yield RelationRecord(
                name=name or f"{label.casefold()}{number}", label=label, head=ends[0], child=ends[1]
            )

    def _text_bound(self, name: str, fields: list[str]) -> None:
        found = _OFFSETS.fullmatch(fields[0])
        if found is None or len(fields) < 2:
            raise _Fault(f"{name} is not a type, offsets and the words between them")
        if name in self._bound:
            raise _Fault(f"{name} is there twice")
        pairs = [pair.split(" ") for pair in found["offsets"].split(";")]
        fragments = tuple((int(start), int(end)) for start, end in pairs)
        self._bound[name] = (found["type"], fragments, fields[1])

    def _relation(self, name: str, fields: list[str]) -> None:
        label, *roles = fields[0].split()
        ends = [role.partition(":")[2] for role in roles]
        if len(ends) != 2 or not all(ends):
            raise _Fault(f"{name} is not a relation of two roles")
        self._links.append((name, label, ends[0], ends[1]))

    def _event(self, name: str, fields: list[str]) -> None:
        trigger, *roles = fields[0].split()
        label, _, bound = trigger.partition(":")
        if not label or not bound:
            raise _Fault(f"{name} names no trigger")
        self._events[name] = bound
        for role in roles:
            kind, _, target = role.partition(":")
            if not kind or not target:
                raise _Fault(f"{name} has a role without a target")
            self._links.append(("", kind, name, target))

    def _equivalence(self, name: str, fields: list[str]) -> None:  # noqa: ARG002  as the others
        label, *members = fields[0].split()
        if len(members) < 2:
            raise _Fault("an equivalence has at least two members")
        self._links.extend(("", label, members[0], other) for other in members[1:])

    def _attribute(self, name: str, fields: list[str]) -> None:
        parts = fields[0].split(" ", 2)
        if len(parts) < 2:
            raise _Fault(f"{name} is not an attribute of anything")
        self._answers.setdefault(parts[1], []).append((parts[0], parts[2] if parts[2:] else "yes"))

    def _normalisation(self, name: str, fields: list[str]) -> None:
        parts = fields[0].split(" ", 2)
        if len(parts) < 3 or ":" not in parts[2]:
            raise _Fault(f"{name} is not a reference into a database")
        base, _, key = parts[2].partition(":")
        if not key.strip():
            raise _Fault(f"{name} is not a reference into a database")
        said = fields[1].strip() if len(fields) > 1 else ""
        key = unquote(key) if base == OWN_BASE else key
        self._references.setdefault(parts[1], []).append((base, clean(key), clean(said)))

    def _comment(self, name: str, fields: list[str]) -> None:
        parts = fields[0].split(" ")
        if len(parts) < 2:
            raise _Fault(f"{name} is a note on nothing")
        self._comments.setdefault(parts[1], []).append("\t".join(fields[1:]))
