"""Acts in hand, kept where the user's data lies: that disk may have room where another has none.

A program that ends before it could save them leaves them there, and the next one on the
project can write them. A line is one act; one that was cut short is passed over.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from annotator import home
from annotator.domain.article import ArticleText
from annotator.domain.change import Step
from annotator.domain.refusal import Stale
from annotator.editing.backups import mark_of
from annotator.editing.in_hand import InHand
from annotator.editing.project import Project
from annotator.store.codec import pack, unpack


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """An act as a line holds it; `changes` are the bytes of a part of the journal."""

    by: int
    title: str
    article_id: int | None
    merge_key: str
    changes: bytes
    texts: tuple[ArticleText, ...] = ()

    @classmethod
    def of(cls, act: InHand, by: int) -> Left:
        """An act in hand of annotator `by`."""
        step = act.step
        return cls(
            by=by,
            title=step.title,
            article_id=step.article_id,
            merge_key=step.merge_key,
            changes=pack(step.changes),
            texts=act.texts,
        )

    def step(self) -> Step:
        """The act. Raises zlib.error or msgspec.DecodeError for damaged bytes."""
        return Step(
            title=self.title,
            changes=unpack(self.changes),
            article_id=self.article_id,
            merge_key=self.merge_key,
        )


_DECODER = msgspec.json.Decoder(Left)


class SetAside:
    """The acts of one project that are not in its file. No error of the disk stops anyone."""

    def __init__(self, project: Path) -> None:
        folder = home.data_folder() / "in hand"
        self._now = folder / f"{mark_of(project)}.jsonl"
        self._before = folder / f"{mark_of(project)} before.jsonl"
        self._written: tuple[InHand, ...] = ()

    def keep(self, acts: Sequence[InHand], by: int) -> None:
        """Hold these acts of annotator `by`; what is held already is not written again."""
        there = len(self._written)
        grown = len(acts) >= there and all(map(_same, acts, self._written))
        fresh = acts[there:] if grown else acts
        if fresh or not grown:
            _write(self._now, [Left.of(act, by) for act in fresh], anew=not grown or not there)
            self._written = tuple(acts)

    def forget(self) -> None:
        """Nothing is in hand any more."""
        if self._written:
            self._written = ()
            with contextlib.suppress(OSError):
                self._now.unlink(missing_ok=True)

    def left(self) -> list[Left]:
        """What programs that have ended left here, oldest first; stays until `put_left`."""
        if not self._written and self._now.exists():
            _write(self._before, _read(self._now), anew=False)
            with contextlib.suppress(OSError):
                self._now.unlink(missing_ok=True)
        return _read(self._before)

    def put_left(self, acts: Sequence[Left]) -> None:
        """Only these are left now."""
        if acts:
            _write(self._before, acts, anew=True)
        else:
            with contextlib.suppress(OSError):
                self._before.unlink(missing_ok=True)


def take_up(project: Project, aside: SetAside) -> list[str]:
    """Write what was left, in order; returns why some of it could not be.

    Raises Refused when the disk does not take it; what is not written then stays left.
    """
    rest = aside.left()
    said: list[str] = []
    try:
        while rest:
            act = rest[0]
            try:
                project.writer().apply(act.step(), by=act.by, texts=act.texts)
            except Stale as why:
                said.append(f"“{act.title}” could not be saved. {why}")
            except (zlib.error, msgspec.DecodeError):
                said.append(f"“{act.title}” could not be read.")
            del rest[0]
    finally:
        aside.put_left(rest)
        project.tell(Step(title="", bulk=True))
        project.me = project.annotator_named(project.me.name) or project.me
    return said


def _same(one: InHand, other: InHand) -> bool:
    return one is other


def _write(file: Path, acts: Iterable[Left], *, anew: bool) -> None:
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb" if anew else "ab") as lines:
            lines.writelines(msgspec.json.encode(act) + b"\n" for act in acts)
            lines.flush()
            os.fsync(lines.fileno())


def _read(file: Path) -> list[Left]:
    found = []
    with contextlib.suppress(OSError):
        for line in file.read_bytes().splitlines():
            with contextlib.suppress(msgspec.DecodeError):
                found.append(_DECODER.decode(line))
    return found
