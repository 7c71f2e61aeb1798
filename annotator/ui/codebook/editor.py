"""The codebook editor: the tree on the left, what is chosen in full on the right.

Every edit is one step of the project, undone like any other. What would change how
existing annotations read is shown first, with what it touches.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from annotator.domain.change import Step
from annotator.domain.codebook import Codebook, Label, Question, RelationType
from annotator.domain.refusal import Refused
from annotator.editing import codebook_edits as edits
from annotator.editing import regrouping, rewording, safe_change
from annotator.editing.codebook_exchange import bring_in_codebook, send_out_codebook
from annotator.editing.project import Project
from annotator.editing.safe_change import Plan
from annotator.ui.bridge import Bridge
from annotator.ui.codebook.colours import palette
from annotator.ui.codebook.frame import BookFrame
from annotator.ui.codebook.regroup import ask_merge, ask_split
from annotator.ui.codebook.review import review
from annotator.ui.codebook.safe import change_safely
from annotator.ui.codebook.tree import Thing
from annotator.ui.codebook.versions import Versions
from annotator.ui.dialogs.ask import ask_text
from annotator.ui.dialogs.last_folder import last_folder, remember_folder
from annotator.ui.dialogs.wording import say

Ask = Callable[[QWidget, Project, Label], Plan | None]


class CodebookEditor(BookFrame):
    """Edits the codebook of a project."""

    def __init__(
        self,
        parent: QWidget,
        project: Project,
        *,
        command_of: Callable[[str], str] = lambda _key: "",
        taken: tuple[str, ...] = (),
        undo: Callable[[], None] | None = None,
        redo: Callable[[], None] | None = None,
    ) -> None:
        """`command_of` names the page's command of a key, `taken` are keys commands have."""
        super().__init__(parent, command_of)
        self._window, self._project, self._taken = parent, project, taken
        self._chosen: int | None = None
        self._left = False
        self._bridge = Bridge(project, self)
        self._bridge.changed.connect(self._follow)
        self._connect()
        standard = QKeySequence.StandardKey
        for keys, act in ((standard.Undo, undo), (standard.Redo, redo)):
            if act is not None:
                QShortcut(keys, self).activated.connect(act)
        self._show_book()

    def _connect(self) -> None:
        self.tree.chosen.connect(self._choose)
        self.tree.moved.connect(self._move)
        self.tree.dropped.connect(self._drop)
        self.tree.remove.connect(lambda: self._attempt(self._remove))
        self.tree.rename.connect(self._edit_name)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.add.clicked.connect(lambda: self._attempt(self.add_thing))
        self.change.menu().aboutToShow.connect(lambda: self._fill(self.change.menu()))
        self.compare.clicked.connect(lambda: Versions(self, self._project).exec())
        self.bring_in.clicked.connect(lambda: self._attempt(self._bring_in))
        self.send_out.clicked.connect(lambda: self._attempt(self._send_out))
        self.done_button.clicked.connect(self.accept)
        QShortcut(QKeySequence.StandardKey.New, self).activated.connect(
            lambda: self._attempt(self.add_thing)
        )
        form = self.label_form
        form.changed.connect(
            lambda after, title: self._attempt(
                lambda: edits.write_label(self._project, self._label(), after, title)
            )
        )
        form.renamed.connect(
            lambda name: self._plan(lambda: rewording.rename(self._book, self._label(), name))
        )
        form.recoloured.connect(
            lambda light, dark: self._attempt(
                lambda: safe_change.carry_out(
                    self._project, rewording.recolour(self._label(), light, dark)
                )
            )
        )
        form.moved_under.connect(self._move_under)
        form.attribute_renamed.connect(
            lambda old, new: self._plan(lambda: rewording.rename_attribute(self._label(), old, new))
        )
        form.choice_renamed.connect(
            lambda name, old, new: self._plan(
                lambda: rewording.rename_choice(self._label(), name, old, new)
            )
        )
        self.relation_form.changed.connect(
            lambda after: self._attempt(
                lambda: edits.write_relation_type(
                    self._project, self._book.relation_type(after.id), after
                )
            )
        )
        self.question_form.changed.connect(
            lambda after: self._attempt(
                lambda: edits.write_question(self._project, self._question(after.id), after)
            )
        )
        self.question_form.choice_renamed.connect(
            lambda old, new: self._attempt(
                lambda: edits.reword_question_choice(
                    self._project, self._question(self._chosen or 0), old, new
                )
            )
        )

    # -- showing ----------------------------------------------------------------------

    def choose(self, thing_id: int) -> None:
        """Show one thing of the codebook."""
        self._chosen = thing_id
        self._show_book()

    @property
    def _book(self) -> Codebook:
        return self._project.codebook

    def _thing(self) -> Thing | None:
        book = self._book
        things: list[Thing] = [*book.labels, *book.relation_types, *book.questions]
        return next((one for one in things if one.id == self._chosen), None)

    def _label(self) -> Label:
        thing = self._thing()
        if not isinstance(thing, Label):
            raise Refused(self.tr("Choose a label first."))
        return thing

    def _question(self, question_id: int) -> Question:
        return next(one for one in self._project.codebook.questions if one.id == question_id)

    def _choose(self, thing_id: int | None) -> None:
        self._write()
        self._chosen = thing_id
        self._show_thing()

    def _show_book(self) -> None:
        project = self._project
        self.tree.show_book(project.codebook, project.reader.counts().by_label, self._chosen)
        said = self.tr("Version {0}").format(project.codebook_version)
        self.version.setText(said)
        self._show_thing()

    def _show_thing(self) -> None:
        thing, book = self._thing(), self._project.codebook
        if isinstance(thing, Label):
            self.label_form.show_label(thing, book)
        elif isinstance(thing, RelationType):
            self.relation_form.show_kind(thing, book)
        elif thing is not None:
            self.question_form.show_question(thing, book)
        kinds = (type(None), Label, RelationType, Question)
        self.pages.setCurrentIndex(kinds.index(type(thing)))

    def _follow(self, step: Step) -> None:
        touched = {type(change.value) for change in step.changes}
        if step.bulk or touched & {Label, RelationType, Question}:
            self._show_book()

    def _write(self) -> None:
        """Take what was typed and is not written yet."""
        page = (None, self.label_form, self.relation_form, self.question_form)
        form = page[self.pages.currentIndex()]
        if form is not None and self._thing() is not None:
            form.write()

    # -- acts -------------------------------------------------------------------------

    def _attempt(self, act: Callable[[], object]) -> None:
        """Call an act; a refusal is said below, and what stands is shown again."""
        if self._left:
            return
        say(self.message, "")
        try:
            act()
        except Refused as why:
            say(self.message, str(why), "warning")
            self._show_thing()

    def _plan(self, make: Callable[[], Plan | None]) -> None:
        """Make a plan, show what it touches, and do it if the user still wants."""

        def act() -> None:
            plan = make()
            if plan is not None and not change_safely(self, self._project, plan):
                self._show_thing()

        self._attempt(act)

    def add_thing(self) -> None:
        """Add a label, a relation type or a question, whichever is being looked at."""
        section = self.tree.section()
        titles = (
            self.tr("New label"), self.tr("New relation type"), self.tr("New question on articles"),
        )  # fmt: skip
        name = ask_text(self, titles[section], self.tr("Name"))
        if not name:
            return
        made: Label | RelationType | Question
        if section == 1:
            made = edits.add_relation_type(self._project, name)
        elif section == 2:
            made = edits.add_question(self._project, name)
        else:
            made = edits.add_label(self._project, name, taken=self._taken)
        self.choose(made.id)

    def _edit_name(self) -> None:
        if isinstance(self._thing(), Label):
            self.label_form.focus_name()
        else:
            self.pages.setFocus()

    def _move(self, by: int) -> None:
        thing = self._thing()
        if isinstance(thing, Label):
            self._attempt(lambda: edits.order_labels(self._project, thing, by, palette()))
        elif thing is not None:
            self._attempt(lambda: edits.order_others(self._project, thing, by))

    def _drop(self, label_id: int, parent_id: int | None, beside: list[int]) -> None:
        def act() -> None:
            book = self._project.codebook
            label = book.label(label_id)
            parent = book.label(parent_id) if parent_id else None
            moved = label
            for change in rewording.move_under(book, label, parent).changes:
                assert isinstance(change.after, Label)
                moved = change.after
            title = self.tr("Move {0}").format(label.name)
            edits.place_labels(self._project, beside, title, palette(), moved=moved)

        self._attempt(act)
        self._show_book()

    def _move_under(self, parent_id: int | None) -> None:
        book = self._project.codebook
        self._plan(
            lambda: rewording.move_under(
                book, self._label(), book.label(parent_id) if parent_id else None
            )
        )

    def _remove(self) -> None:
        thing = self._thing()
        if isinstance(thing, RelationType):
            edits.remove_relation_type(self._project, thing)
        elif isinstance(thing, Question):
            edits.remove_question(self._project, thing)
        elif thing is not None:
            self._plan(lambda: regrouping.delete(self._book, self._label()))

    # -- menus ------------------------------------------------------------------------

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self.tree)
        self._fill(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.tree.viewport().mapToGlobal(point))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        thing = self._thing()
        if isinstance(thing, Label):
            self._offer(menu, self.tr("Add a label under it…"), self._add_under)
            menu.addSeparator()
            asking: tuple[tuple[str, Ask], ...] = (
                (self.tr("Merge into…"), ask_merge),
                (self.tr("Split by answer…"), ask_split),
                (self.tr("Split by hand…"), review),
            )
            for title, ask in asking:
                self._offer(menu, title, partial(self._plan_by, ask))
            menu.addSeparator()
            words_ = self.tr("Use again") if thing.retired else self.tr("Retire…")
            self._offer(menu, words_, lambda: self._plan(self._retiring))
        if thing is not None:
            self._offer(menu, self.tr("Move up\tAlt+Up"), lambda: self._move(-1))
            self._offer(menu, self.tr("Move down\tAlt+Down"), lambda: self._move(1))
            self._offer(menu, self.tr("Delete…"), self._remove)
        else:
            self._offer(menu, self.tr("Add…"), self.add_thing)

    def _offer(self, menu: QMenu, title: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(title)
        action.triggered.connect(lambda _checked=False: self._attempt(act))
        return action

    def _plan_by(self, ask: Ask) -> None:
        self._plan(lambda: ask(self, self._project, self._label()))

    def _retiring(self) -> Plan:
        label = self._label()
        return rewording.retire(self._project.codebook, label, retired=not label.retired)

    def _add_under(self) -> None:
        above = self._label()
        title = self.tr("New label under {0}").format(above.name)
        name = ask_text(self, title, self.tr("Name"))
        if name:
            made = edits.add_label(self._project, name, parent_id=above.id, taken=self._taken)
            self.choose(made.id)

    # -- files ------------------------------------------------------------------------

    def _bring_in(self) -> None:
        folder = str(last_folder(self._window, self._project.path.parent))
        title = self.tr("Import a codebook")
        chosen, _ = QFileDialog.getOpenFileName(self, title, folder, self._files())
        if chosen:
            remember_folder(self._window, Path(chosen).parent)
            report = bring_in_codebook(self._project, Path(chosen))
            said = self.tr("{0} added, {1} changed.")
            self.message.setText(said.format(len(report.added), len(report.changed)))
            say(self.message, self.message.text(), "quiet")

    def _files(self) -> str:
        return self.tr("JSON (*.json);;REFI-QDC (*.qdc)")

    def _send_out(self) -> None:
        folder = last_folder(self._window, self._project.path.parent)
        title = self.tr("Export the codebook")
        proposed = str(folder / f"{self._project.title} codebook.json")
        chosen, kind = QFileDialog.getSaveFileName(self, title, proposed, self._files())
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(".qdc" if "qdc" in kind else ".json")
            remember_folder(self._window, path.parent)
            send_out_codebook(self._project, path)
            say(self.message, self.tr("Written to {0}.").format(path.name), "quiet")

    # -- leaving ----------------------------------------------------------------------

    def done(self, result: int) -> None:
        self._write()
        self._left = True
        self._bridge.close()
        super().done(result)
