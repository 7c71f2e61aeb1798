"""Finding: places in the article, commands, labels and articles by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from annotator.store.listing import Listing

if TYPE_CHECKING:
    from annotator.ui.commands.command import Command
    from annotator.ui.dialogs.palette import Entry
    from annotator.ui.find_bar import FindBar
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate

_MOST_HITS = 10_000
_MOST_ARTICLES = 30


class ArticleSearch(QObject):
    """Find in the open article: case, accents and quotation marks do not matter."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hits: list[tuple[int, int]] = []
        self._current = -1
        self._bar: FindBar | None = None
        window.opened_article.connect(self.forget)
        window.opened_project.connect(lambda _project: self.close())

    @property
    def is_open(self) -> bool:
        """Whether the find bar is there."""
        return self._bar is not None and self._bar.isVisible()

    def open(self) -> None:
        """Open the find bar, with the selected words in it."""
        window = self._window
        article = window.reading()
        words = window.view.selection()
        chosen = article.text[words[0] : words[1]] if words else ""
        self._find_bar().open_with(chosen if "\n" not in chosen else "")

    def close(self) -> None:
        """Put the find bar away and go back to the page."""
        if self._bar is not None and self._bar.isVisible():
            self._bar.hide()
            self._window.view.setFocus()
        self.forget()

    def start(self, words: str) -> None:
        """Show all places of some words, and go to the first from the caret on."""
        from annotator.text.folding import find_all  # noqa: PLC0415  not needed to start

        window = self._window
        if window.article is None:
            return
        self._hits = find_all(window.article.text, words, limit=_MOST_HITS) if words else []
        caret = window.view.caret()
        self._current = next(
            (index for index, (start, _) in enumerate(self._hits) if start >= caret),
            0 if self._hits else -1,
        )
        self._show()

    def step(self, step: int) -> None:
        """Go to the next place, or the one before; round at the ends."""
        if not self.is_open:
            self.open()
        elif self._hits:
            self._current = (self._current + step) % len(self._hits)
            self._show()

    def forget(self) -> None:
        """Show no places any more."""
        if not self._hits:
            return
        self._hits, self._current = [], -1
        self._window.view.show_hits([], -1)

    def _show(self) -> None:
        window = self._window
        window.view.show_hits(self._hits, self._current)
        if 0 <= self._current < len(self._hits):
            window.view.select_words(*self._hits[self._current])
        self._find_bar().show_count(self._current + 1, len(self._hits))

    def _find_bar(self) -> FindBar:
        """The bar over the page, made when it is first wanted."""
        if self._bar is None:
            from annotator.ui.find_bar import FindBar  # noqa: PLC0415  not needed to start

            self._bar = FindBar(self._window)
            self._bar.searched.connect(self.start)
            self._bar.stepped.connect(self.step)
            self._bar.closed.connect(self.close)
            self._window.parts.page.insertWidget(0, self._bar)
        return self._bar


def open_palette(window: MainWindow) -> None:
    """Commands, labels and articles by name."""
    from annotator.ui.dialogs.palette import Entry, Palette  # noqa: PLC0415

    def commands(_typed: str) -> Iterable[Entry]:
        for command in window.commands:
            if _applies(window, command):
                yield Entry(
                    command.shown_title,
                    command.shown_group,
                    window.shortcuts.key_of(command),
                    partial(window.run, command),
                )

    def labels(_typed: str) -> Iterable[Entry]:
        if window.project is None or window.article is None:
            return
        for label in window.project.codebook.labels:
            if not label.retired:
                yield Entry(
                    translate("MainWindow", "Mark as {0}").format(label.name),
                    translate("MainWindow", "Labels"),
                    label.key,
                    partial(window.label_pressed, label.id),
                )

    Palette(window, [commands, labels, lambda typed: _articles(window, typed)]).exec()


def _articles(window: MainWindow, typed: str) -> Iterable[Entry]:
    from annotator.ui.dialogs.palette import Entry  # noqa: PLC0415

    project = window.project
    if project is None or len(typed.strip()) < 2:
        return
    ids = project.reader.article_ids(Listing(contains=typed), limit=_MOST_ARTICLES)
    for row in project.rows(ids):
        yield Entry(
            row.title or row.name,
            translate("MainWindow", "Articles"),
            row.source,
            partial(window.article_chosen, row.id),
        )


def open_shortcuts(window: MainWindow) -> None:
    """Every key, by group."""
    from annotator.ui.dialogs.shortcuts import ShortcutSheet  # noqa: PLC0415

    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    labels = (
        {label.key: label.name for label in window.project.codebook.labels}
        if (window.project)
        else {}
    )
    for command in window.commands:
        if not command.keys:
            continue
        title = command.shown_title
        if command.label_key:
            name = labels.get(command.label_key)
            if name is None:
                continue
            title = translate("MainWindow", "Mark as {0}").format(name)
        groups.setdefault(command.shown_group, []).append((title, command.keys))
    groups.setdefault(translate("MainWindow", "Moving"), []).extend(
        (
            (translate("MainWindow", "Next and previous word"), ("→", "←")),
            (translate("MainWindow", "By character"), ("Alt+→", "Alt+←")),
            (translate("MainWindow", "By sentence"), ("Ctrl+→", "Ctrl+←")),
            (translate("MainWindow", "Select while moving"), ("Shift",)),
        )
    )
    sheet = ShortcutSheet(window, list(groups.items()))
    sheet.change.connect(lambda: window.run_named("rebind"))
    sheet.exec()


def _applies(window: MainWindow, command: Command) -> bool:
    if command.label_key:
        return False  # labels are offered by their names
    if command.needs in ("article", "writing") and window.article is None:
        return command.name in ("undo", "redo") and window.project is not None
    return command.needs != "project" or window.project is not None
