"""The open project: the one door through which everything is written.

An act is decided elsewhere (`marking`, `progress`, `coding`, `exchange`) and comes
here as a Step. The store writes it in one transaction with its journal row; only
then does the open article follow it and everyone who subscribed hear of it. Undo
and redo take the same road, so no listener can tell an act from its undoing.

Reading starts before SQLAlchemy is imported: a window shows its first page from
the light `Reader` and opens the writer once it has been painted (`prepare`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotator import Annotator, AnnotatorKind
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Change, Step, Value, added
from annotator.domain.codebook import Codebook, CodebookVersion, Label, Question, RelationType
from annotator.domain.identity import new_id
from annotator.domain.refusal import InUse, NotSaved, Refused, Stale, Unsound
from annotator.editing.beside import Beside, following
from annotator.editing.held import KnownEntities, OpenArticle, begin_article
from annotator.editing.in_hand import Hand, InHand, joined
from annotator.editing.reading import Reading
from annotator.store.failures import Damaged
from annotator.store.lock import ProjectLock
from annotator.store.opening import make_ready, was_left_open
from annotator.store.reader import Reader

if TYPE_CHECKING:
    from annotator.editing.following import Following
    from annotator.store.parts import Part, Ready
    from annotator.store.store import Store

Listener = Callable[[Step], None]

_BOOK = {Label, RelationType, Question}
"""What the codebook is made of."""

_MUCH = 4 * 1024 * 1024
"""Bytes beside the file that a short pause is used to tidy up."""


__all__ = ["Listener", "OpenArticle", "Project"]


class Project(Reading, Beside):
    """One project file, opened by one annotator. Close it when done."""

    def __init__(
        self, path: Path, reader: Reader, own_name: str, *, lock: ProjectLock | None
    ) -> None:
        self.path = path
        self.remarks: list[str] = []
        """What the user should hear about how it was opened."""
        self.was_left_open = False
        """Whether a program died on the file before it was opened here."""
        self.hand = Hand()
        self.on_unsaved: Callable[[NotSaved], object] | None = None
        """Told why an act is kept in hand; without it, `do` raises that."""
        self.held_by: InUse | None = None
        """Why it is open to read only, where another program has it."""
        self._following: Following | None = None
        self._patience: int | None = None
        self.reader = reader
        self.codebook: Codebook = reader.codebook()
        self.codebook_version = reader.codebook_version()
        self.annotators: dict[int, Annotator] = {one.id: one for one in reader.annotators()}
        self.me = self._annotator_named(own_name)
        self._lock = lock
        self._opening = threading.Lock()
        self._store: Store | None = None
        self._listeners: list[Listener] = []
        self.before_bulk: Callable[[str], object] = str
        """Told the title of a large act before anything is written; makes a backup."""
        self._open: OpenArticle | None = None
        self._known = KnownEntities(reader, self.hand)

    @classmethod
    def create(cls, path: Path, *, own_name: str, codebook: Codebook | None = None) -> Project:
        """Make a new project file with a codebook, and open it.

        Raises Refused when the file exists or cannot be written.
        """
        from annotator.editing.coding import default_codebook  # noqa: PLC0415  for new ones only
        from annotator.store.store import Store  # noqa: PLC0415  SQLAlchemy

        Store.create(path).close()
        project = cls.open(path, own_name=own_name)
        book = codebook if codebook is not None else default_codebook()
        values: list[Value] = [*book.labels, *book.relation_types, *book.questions]
        project.do(Step(title="New project", changes=tuple(added(value) for value in values)))
        project.writer().forget_history()
        return project

    @classmethod
    def open(
        cls, path: Path, *, own_name: str, read_only: bool = False, follow: bool = False
    ) -> Project:
        """Open a project file.

        Raises InUse when another program holds it, unless `read_only`; with `follow`
        it is opened to read then, and `follow_others` tells what the other writes.
        Raises CannotOpen when it is not a project, is damaged, is newer than this
        program, or cannot be read. A file or folder that cannot be written to is
        opened read-only.
        """
        lock = held_by = reader = None
        try:
            lock = None if read_only else ProjectLock.take(path)
        except InUse as why:
            if not follow:
                raise
            held_by = why
        try:
            left_open = lock is not None and was_left_open(path)
            remarks = make_ready(path) if lock is not None else []
            reader = Reader.open(path)
            heard = following(reader) if held_by is not None else None
            project = cls(path, reader, own_name, lock=lock)
        except BaseException as why:
            if reader is not None:
                reader.close()
            if lock is not None:
                lock.release()
            if isinstance(why, Damaged):
                raise Unsound(str(why)) from why
            raise
        project.remarks, project.held_by = remarks, held_by
        project.was_left_open = left_open
        project._following = heard
        return project

    @property
    def read_only(self) -> bool:
        """Whether acts are refused: opened so, or the file cannot be written to."""
        return self._lock is None

    @property
    def title(self) -> str:
        return self.path.stem

    def close(self) -> None:
        """Leave one tidy file behind and let others have it."""
        self._listeners.clear()
        self.reader.close()
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # -- hearing --------------------------------------------------------------------

    def subscribe(self, hear: Listener) -> Callable[[], None]:
        """Be told every Step once it is on disk or in `hand`; returns the way to stop."""
        self._listeners.append(hear)

        def leave() -> None:
            if hear in self._listeners:
                self._listeners.remove(hear)

        return leave

    # -- reading --------------------------------------------------------------------

    def open_article(self, article_id: int) -> OpenArticle:
        """Read an article; its annotations are kept up to date until another is opened.

        Those of a long one arrive while it is read. Raises Refused when it is gone, or when
        its text is not what was stored.
        """
        if self._following is not None:
            self.follow_others()  # what was written before is not told again afterwards
        self._open = self._seen(begin_article(self.reader, article_id, self._known))
        return self._open

    # -- writing --------------------------------------------------------------------

    def prepare(self) -> None:
        """Open the writer now, so that the first act need not wait. Any thread may call."""
        if not self.read_only:
            self.writer()

    @property
    def is_untidy(self) -> bool:
        """Whether much work lies beside the file, and should soon be taken into it."""
        return self._store is not None and self._store.left_beside() > _MUCH

    def tidy_up(self) -> None:
        """Take work that lies beside the file into it, when nothing else is to do.

        Any thread may call; acts meanwhile wait for it. Nothing is lost without it.
        """
        with self._opening:
            store = self._store
        if store is not None:
            store.checkpoint()

    def be_quick(self, milliseconds: int) -> None:
        """Wait no longer than this for another program that has the file; a window must not."""
        self._patience = milliseconds
        self.reader.be_quick(milliseconds)

    def writer(self) -> Store:
        """The one connection that writes. Raises Refused in a read-only project."""
        with self._opening:
            if self._store is None:
                if self._lock is None:
                    raise Refused(f"{self.path.name} is open for reading only.")
                from annotator.store.store import Store  # noqa: PLC0415  SQLAlchemy comes with it

                self._store = Store.open(self.path, lock=self._lock, patience=self._patience)
            return self._store

    def do(self, step: Step, *, texts: Sequence[ArticleText] = ()) -> None:
        """Write one act, then tell everyone. Raises Refused or Stale, and then nothing happened.

        What the disk does not take is kept in `hand` and told all the same; `on_unsaved`
        hears why, and without it that is raised as NotSaved. Further acts in articles are
        kept behind it, one on the whole project has to wait. An act on the codebook begins
        a new version of it once the one in use was marked under.
        """
        if not step.changes:
            return
        if step.article_id is None:
            self.save_first()
        if _BOOK.intersection(type(change.value) for change in step.changes):
            step = step.after(self.version_left())
        if self.me.id not in self.annotators:
            step = step.after((added(self.me),))
        self._write(InHand(step, tuple(texts)))
        self.hand.forget_taken_back()

    def try_again(self) -> None:
        """Write what is in hand, in order. Raises NotSaved as long as it cannot be.

        An act that no longer fits what is there is let go: Stale, once the others were tried.
        """
        with self.hand.turn:
            if not self.hand:
                return
            told = self.hand.steps[-1]
            lost: list[Stale] = []
            refusal: NotSaved | None = None
            while self.hand and refusal is None:
                act = self.hand.acts[0]
                try:
                    self.writer().apply(act.step, by=self.me.id, texts=act.texts)
                except Stale as why:
                    lost.append(Stale(f"“{act.step.title}” could not be saved. {why}"))
                    self.hand.written()
                except Refused as why:
                    refusal = self.hand.why = NotSaved(act.step.title, why)
                else:
                    self.hand.written()
        if lost:
            self.tell(Step(title=told.title, bulk=True))  # it was shown, and is not there
            raise Stale(" ".join(str(one) for one in lost))
        if refusal is not None:
            raise refusal
        self.tell(Step(title=told.title, article_id=told.article_id))

    def _write(self, act: InHand) -> None:
        """Write an act, or keep it behind those that wait already, and tell it."""
        refusal = None
        if self.hand:
            self.hand.take(act)
        else:
            try:
                self.writer().apply(act.step, by=self.me.id, texts=act.texts)
            except Stale:
                raise
            except Refused as why:
                if self.read_only:
                    raise
                refusal = NotSaved(act.step.title, why)
                self.hand.take(act, refusal)
        self.tell(act.step)
        if refusal is not None and self.on_unsaved is not None:
            self.on_unsaved(refusal)
        elif refusal is not None:
            raise refusal
        elif self.hand and self.on_unsaved is None:
            self.try_again()

    def save_first(self) -> None:
        """Write what is in hand, before what needs it on disk. Raises Refused: it has to wait."""
        try:
            self.try_again()
        except NotSaved as why:
            raise Refused(why.later(len(self.hand))) from why

    def bulk(self, title: str, parts: Iterable[Part | Ready]) -> None:
        """Write one act of many parts in one transaction, then tell everyone.

        May run in a worker thread. Whatever `parts` raises rolls everything back.
        """
        self.tell(self.write_bulk(title, parts))

    def write_bulk(self, title: str, parts: Iterable[Part | Ready]) -> Step:
        """Write one act of many parts; returns it as it is to be told."""
        self.save_first()
        self.before_bulk(title)
        self.writer().apply_parts(title, parts, by=self.me.id)
        return Step(title=title, bulk=True)

    def tell(self, step: Step) -> None:
        """Follow an act that is on disk or in hand, and let everyone hear of it.

        A step without changes tells that what was in hand is on disk now.

        A worker thread leaves this to the thread of those who show the codebook, where
        the act takes labels away that they may be showing.
        """
        self._follow(step)
        for hear in tuple(self._listeners):
            hear(step)

    def version_left(self) -> tuple[Change, ...]:
        """The change that leaves the codebook in use behind; none if nothing was marked under it.

        `do` makes it for every act on the codebook, whoever writes one in `bulk` puts it
        first.
        """
        version = self.codebook_version
        if not (self.reader.is_marked_under(version) or self.hand.is_marked_under(version)):
            return ()
        return (added(CodebookVersion.left(self.codebook_version, self.codebook, self.me.id)),)

    def undo(self, *, article_id: int | None = None) -> Step | None:
        """Take back the newest act, in an article if one is given; returns what was done.

        None when there was nothing. Acts in hand are the newest; they are let go.
        """
        step = self.hand.take_back(article_id)
        if step is None:
            self.save_first()
            step = self.writer().undo(by=self.me.id, article_id=article_id)
            self.hand.follow_turn(1)
        if step is not None:
            self.tell(step)
        return step

    def take_back(self, acts: Sequence[int]) -> Step | None:
        """Take back these acts of the journal, all or none; returns what was done.

        Raises Stale when something done later depends on one of them.
        """
        self.save_first()
        step = self.writer().take_back(acts, by=self.me.id)
        if step is not None:
            self.tell(step)
        return step

    def redo(self, *, article_id: int | None = None) -> Step | None:
        """Do again what was last taken back; returns it, None for nothing."""
        again = self.hand.bring_again(article_id)
        if again:
            for act in again:
                self._write(act)
            return joined([act.step for act in again])
        self.save_first()
        step = self.writer().redo(by=self.me.id, article_id=article_id)
        self.hand.follow_turn(-1)
        if step is not None:
            self.tell(step)
        return step

    def annotator_named(self, name: str) -> Annotator | None:
        """The annotator of that name, or None."""
        return next((one for one in self.annotators.values() if one.name == name), None)

    # -- following ------------------------------------------------------------------

    def _annotator_named(self, name: str) -> Annotator:
        found = self.annotator_named(name)
        return found or Annotator(new_id(), name, AnnotatorKind.PERSON)

    def _follow(self, step: Step) -> None:
        touched = {type(change.value) for change in step.changes}
        if step.bulk or touched & _BOOK:
            self.codebook = self.hand.over_book(self.reader.codebook())
            self.codebook_version = self.reader.codebook_version() + self.hand.versions_left()
        if step.bulk or Annotator in touched:
            there = self.hand.over(Annotator, self.reader.annotators())
            self.annotators = {one.id: one for one in there}
        self._known.follow(step)
        article = self._open
        if article is None:
            return
        article.annotations.follow(step.changes)
        for change in step.changes:
            if isinstance(change.after, Article) and change.after.id == article.id:
                article.article = change.after
