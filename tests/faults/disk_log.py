"""What a power cut may leave of files, worked out from a record of all that was done to them.

A disk keeps what was synced. Of the rest of a file it keeps nothing, the first part, or any
sectors of 512 bytes in any state; of names given and taken since the folder was synced it
keeps the first part. That is more than most disks lose.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct("=c3xIQQ")
_SECTOR = 512
_FOLDER = ""


class Event(NamedTuple):
    """One record: C created, W written, T truncated, S synced, U unlinked, R renamed."""

    kind: str
    name: str
    offset: int
    data: bytes


def events_of(log: Path) -> list[Event]:
    """The records of a log; a last one that is cut off is left out."""
    raw = log.read_bytes()
    at = 0
    found = []
    while at + _HEAD.size <= len(raw):
        kind, name, offset, size = _HEAD.unpack_from(raw, at)
        start = at + _HEAD.size
        at = start + name + size
        if at > len(raw):
            break
        data = raw[start + name : at]
        found.append(Event(kind.decode(), raw[start : start + name].decode(), offset, data))
    return found


class _File:
    """A file's synced bytes, and what was done to it since."""

    def __init__(self, synced: bytes = b"") -> None:
        self.synced = bytearray(synced)
        self.since: list[Event] = []

    def sync(self) -> None:
        for event in self.since:
            _do(self.synced, event)
        self.since.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.synced)
        way = chance.randrange(3)
        if way == 0 or not self.since:
            return bytes(left)
        if way == 1:
            for event in self.since[: chance.randint(0, len(self.since))]:
                _do(left, event)
            return bytes(left)
        kept = chance.random()
        for event in self.since:
            for piece in _sectors(event):
                if chance.random() < kept:
                    _do(left, piece)
        return bytes(left)


class Disk:
    """Files as they are done to; a cut may come after any event."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._synced = {name: _File(data) for name, data in files.items()}
        self._now = dict(self._synced)
        self._names: list[tuple[str, str, _File, str]] = []

    def do(self, event: Event) -> None:
        """Follow one event."""
        kind, name = event.kind, event.name
        if kind == "C":
            self._now[name] = _File()
            self._names.append((kind, name, self._now[name], ""))
        elif kind == "U":
            self._names.append((kind, name, self._now.pop(name), ""))
        elif kind == "R":
            to = event.data.decode()
            self._now[to] = self._now.pop(name)
            self._names.append((kind, name, self._now[to], to))
        elif kind == "S" and name == _FOLDER:
            self._settle(len(self._names))
        elif kind == "S":
            file = self._now[name]
            file.sync()
            made = [at for at, one in enumerate(self._names) if one[0] == "C" and one[2] is file]
            self._settle(made[0] + 1 if made else 0)
        else:
            self._now[name].since.append(event)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """What may be there if the power goes now."""
        names = dict(self._synced)
        for done in self._names[: chance.randint(0, len(self._names))]:
            _name(names, done)
        return {name: file.after_cut(chance) for name, file in names.items()}

    def _settle(self, count: int) -> None:
        for done in self._names[:count]:
            _name(self._synced, done)
        del self._names[:count]


def _name(names: dict[str, _File], done: tuple[str, str, _File, str]) -> None:
    kind, name, file, to = done
    if kind == "C":
        names[name] = file
    else:
        names.pop(name, None)
        if kind == "R":
            names[to] = file


def _do(data: bytearray, event: Event) -> None:
    if event.kind == "T":
        del data[event.offset :]
        data.extend(bytes(event.offset - len(data)))
        return
    data.extend(bytes(max(0, event.offset - len(data))))
    data[event.offset : event.offset + len(event.data)] = event.data


def _sectors(event: Event) -> Iterator[Event]:
    """A write in the pieces that a disk writes whole."""
    if event.kind == "T":
        yield event
        return
    at = 0
    while at < len(event.data):
        size = _SECTOR - (event.offset + at) % _SECTOR
        yield event._replace(offset=event.offset + at, data=event.data[at : at + size])
        at += size
