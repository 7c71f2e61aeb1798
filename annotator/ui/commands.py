"""Every command: its name, title, keys, and what it calls.

Menus, shortcuts, the command palette and the shortcut sheet are made from this one
table. Keys named here are defaults; ``keys.json`` in the settings folder overrides
them by command name: ``{"done-and-next": ["Space"], "find": ["Ctrl+F"]}``.

`scope` says where keys listen: "page" only while the article has the focus (single
letters), "window" everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from annotator.ui.acts import (
    articles,
    codebook,
    files,
    fragments,
    jumping,
    linking,
    marking,
    meaning,
    printing,
    removing,
    repeating,
    selecting,
    views,
)
from annotator.ui.acts.safety import delete_article, show_backups, show_history
from annotator.ui.keymap import laid_over, own_keys

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

Scope = Literal["page", "window"]
Run = Callable[["MainWindow"], None]


@dataclass(frozen=True)
class Command:
    """One thing an editor can ask for."""

    name: str
    title: str
    group: str
    keys: tuple[str, ...]
    run: Run
    scope: Scope = "page"
    needs: Literal["", "project", "article", "writing"] = ""
    """What must be there for the command to apply."""

    @property
    def shown_title(self) -> str:
        return QCoreApplication.translate("Commands", self.title)

    @property
    def shown_group(self) -> str:
        return QCoreApplication.translate("Commands", self.group)


_MARK = "Marking"
_MOVE = "Moving"
_SELECT = "Selecting"
_ARTICLES = "Articles"
_FILE = "Project"
_VIEW = "View"


def _marks() -> list[Command]:
    """Digits mark with the label whose key they are in the codebook."""
    return [
        Command(
            f"mark-{digit}",
            f"Mark with label {digit}",
            _MARK,
            (digit,),
            lambda window, digit=digit: marking.press_label_key(window, digit),  # type: ignore[misc]
            needs="writing",
        )
        for digit in "123456789"
    ]


# fmt: off
COMMANDS: tuple[Command, ...] = (
    *_marks(),
    Command("remove-mark", "Remove the selected mark", _MARK, ("Delete",), removing.remove_mark,
            needs="writing"),
    Command("note", "Write a note on the selected mark", _MARK, ("N",), marking.write_note,
            needs="writing"),
    Command("answer", "Answer the questions of the selected mark", _MARK, ("Return", "Enter"),
            marking.answer, needs="article"),
    Command("answer-in-inspector", "Answer the questions in the inspector", _MARK, ("Ctrl+Return",),
            marking.answer_in_inspector, needs="article"),
    Command("ask-every-mark", "Ask about every new mark, or only what must be answered", _MARK, (),
            marking.ask_every, scope="window", needs="writing"),
    Command("holder", "Set the holder of the selected claim", _MARK, ("H",), linking.set_holder,
            needs="writing"),
    Command("link", "Link the selected mark to another one", _MARK, ("L",), linking.link,
            needs="writing"),
    Command("entity", "Say whom or what the selected mark means", _MARK, ("E",), meaning.set_entity,
            needs="writing"),
    Command("entity-same-words", "Let all marks of the same words mean the same", _MARK,
            ("Shift+E",), meaning.link_same_words, needs="writing"),
    Command("add-fragment", "Add the selected words to the mark as a further piece", _MARK, ("P",),
            fragments.add_fragment, needs="writing"),
    Command("next-fragment", "Next piece of a mark in several pieces", _MARK, ("Shift+P",),
            fragments.next_fragment, needs="article"),
    Command("sticky-label", "Sticky label: mark every selection at once", _MARK, (),
            marking.choose_sticky, needs="writing"),
    Command("repeat-label", "Mark with the last label again", _MARK, (".",), marking.repeat_label,
            needs="writing"),
    Command("choose-label", "Choose a label by its letters…", _MARK, ("M",),
            codebook.choose_label, needs="writing"),
    Command("take-example", "Take the selection as an example of its label", _MARK, ("X",),
            codebook.take_example, needs="writing"),
    Command("take-counterexample", "Take the selection as an example of what its label is not",
            _MARK, ("Shift+X",), codebook.take_counterexample, needs="writing"),
    Command("mark-all", "Mark the same words in the whole article", _MARK, ("A",),
            repeating.mark_all_here, needs="writing"),
    Command("mark-all-project", "Mark the same words in the whole project", _MARK, ("Shift+A",),
            repeating.mark_all_everywhere, needs="writing"),
    Command("let-go", "Let go of selection and sticky label", _MARK, ("Esc",), marking.let_go),
    Command("end-in", "End edge in by a word", _SELECT, ("J",), selecting.edge("end", out=False),
            needs="article"),
    Command("end-out", "End edge out by a word", _SELECT, ("K",), selecting.edge("end", out=True),
            needs="article"),
    Command("start-in", "Start edge in by a word", _SELECT, ("Shift+J",), selecting.edge("start",
            out=False), needs="article"),
    Command("start-out", "Start edge out by a word", _SELECT, ("Shift+K",), selecting.edge("start",
            out=True), needs="article"),
    Command("end-in-character", "End edge in by a character", _SELECT, ("Alt+J",),
            selecting.edge("end", out=False, by_character=True), needs="article"),
    Command("end-out-character", "End edge out by a character", _SELECT, ("Alt+K",),
            selecting.edge("end", out=True, by_character=True), needs="article"),
    Command("start-in-character", "Start edge in by a character", _SELECT, ("Alt+Shift+J",),
            selecting.edge("start", out=False, by_character=True), needs="article"),
    Command("start-out-character", "Start edge out by a character", _SELECT, ("Alt+Shift+K",),
            selecting.edge("start", out=True, by_character=True), needs="article"),
    Command("select-sentence", "Extend the selection to the sentence", _SELECT, ("S",),
            selecting.extend_to_sentence, needs="article"),
    Command("select-paragraph", "Extend the selection to the paragraph", _SELECT, ("Shift+S",),
            selecting.extend_to_paragraph, needs="article"),
    Command("jump", "Jump-marks: a letter at every likely span", _MOVE, ("F",), jumping.jump,
            needs="article"),
    Command("jump-statement", "Jump-marks at sentences and their parts", _MOVE, ("Shift+F",),
            jumping.jump_to_statement, needs="article"),
    Command("keep-jumping", "Jump-marks again after each mark, or only when asked for", _MOVE, (),
            jumping.toggle_keep_jumping, needs="project"),
    Command("copy", "Copy the selected words", _SELECT, ("Ctrl+C",), selecting.copy_words,
            needs="article"),
    Command("next-mark", "Next mark", _MOVE, ("Tab",), selecting.next_mark, needs="article"),
    Command("previous-mark", "Previous mark", _MOVE, ("Shift+Tab", "Backtab"),
            selecting.previous_mark, needs="article"),
    Command("overlapping-mark", "Step through marks that overlap here", _MOVE, ("O",),
            selecting.next_overlapping, needs="article"),
    Command("done-and-next", "Done, and on to the next article to do", _ARTICLES, ("Space",),
            articles.done_and_next, needs="writing"),
    Command("back", "Back to the article before", _ARTICLES, ("Shift+Space",), articles.go_back,
            needs="project"),
    Command("to-do", "Set the article to do again", _ARTICLES, (), articles.set_to_do,
            needs="writing"),
    Command("flag", "Flag the article, with a note", _ARTICLES, ("G",), articles.toggle_flag,
            needs="writing"),
    Command("next-article", "Next article in the list", _ARTICLES, ("Ctrl+PgDown",),
            articles.next_article, scope="window", needs="project"),
    Command("previous-article", "Previous article in the list", _ARTICLES, ("Ctrl+PgUp",),
            articles.previous_article, scope="window", needs="project"),
    Command("filter", "Filter the articles", _ARTICLES, ("Ctrl+L",), articles.filter_articles,
            scope="window", needs="project"),
    Command("find", "Find in the article", _ARTICLES, ("Ctrl+F",), articles.find, scope="window",
            needs="article"),
    Command("find-in-project", "Find in the project", _ARTICLES, ("Ctrl+Shift+F",),
            articles.find_in_project, scope="window", needs="project"),
    Command("find-next", "Find the next place", _ARTICLES, ("F3",), articles.find_next,
            scope="window", needs="article"),
    Command("find-previous", "Find the place before", _ARTICLES, ("Shift+F3",),
            articles.find_previous, scope="window", needs="article"),
    Command("undo", "Undo", _FILE, ("Ctrl+Z",), files.undo, scope="window", needs="writing"),
    Command("redo", "Redo", _FILE, ("Ctrl+Shift+Z", "Ctrl+Y"), files.redo, scope="window",
            needs="writing"),
    Command("history", "History: what was done, and taking it back", _FILE, ("Ctrl+H",),
            show_history, scope="window", needs="project"),
    Command("backups", "Backups…", _FILE, (), show_backups, scope="window", needs="project"),
    Command("delete-article", "Delete the article…", _ARTICLES, (), delete_article,
            scope="window", needs="writing"),
    Command("new-project", "New project…", _FILE, ("Ctrl+N",), files.new_project, scope="window"),
    Command("open-project", "Open a project…", _FILE, ("Ctrl+O",), files.open_project,
            scope="window"),
    Command("open-sample", "Open the sample project", _FILE, (), files.open_sample, scope="window"),
    Command("close-project", "Close the project", _FILE, ("Ctrl+W",), files.close_project,
            scope="window", needs="project"),
    Command("import", "Import articles or annotations…", _FILE, ("Ctrl+I",), files.bring_in,
            scope="window", needs="project"),
    Command("export", "Export annotations…", _FILE, ("Ctrl+E",), files.send_out, scope="window",
            needs="project"),
    Command("edit-codebook", "Edit the codebook…", _FILE, ("Ctrl+B",), codebook.edit,
            scope="window", needs="writing"),
    Command("codebook-versions", "Compare versions of the codebook…", _FILE, (),
            codebook.compare_versions, scope="window", needs="project"),
    Command("print", "Print the article…", _FILE, ("Ctrl+P",), printing.print_article,
            scope="window", needs="article"),
    Command("save-pdf", "Save the article as PDF…", _FILE, (), printing.save_pdf, scope="window",
            needs="article"),
    Command("my-name", "Change my annotator name…", _FILE, (), files.change_name, scope="window"),
    Command("quit", "Quit", _FILE, ("Ctrl+Q",), files.leave, scope="window"),
    Command("commands", "Commands and search", _VIEW, ("Ctrl+K",), views.show_palette,
            scope="window"),
    Command("shortcuts", "All shortcuts", _VIEW, ("F1",), views.show_shortcuts, scope="window"),
    Command("shortcuts-here", "All shortcuts (from the page)", _VIEW, ("?",), views.show_shortcuts),
    Command("practise", "Practise the keys", _VIEW, (), views.practise, scope="window"),
    Command("rebind", "Change keys…", _VIEW, (), views.change_keys, scope="window"),
    Command("zoom-in", "Larger letters", _VIEW, ("Ctrl++", "Ctrl+="), views.zoom(1.1),
            scope="window"),
    Command("zoom-out", "Smaller letters", _VIEW, ("Ctrl+-",), views.zoom(1 / 1.1), scope="window"),
    Command("zoom-reset", "Letters at their own size", _VIEW, ("Ctrl+0",), views.zoom(0.0),
            scope="window"),
    Command("left-panel", "Show or hide the article list", _VIEW, ("Ctrl+1",), views.toggle_left,
            scope="window"),
    Command("right-panel", "Show or hide the inspector", _VIEW, ("Ctrl+2",), views.toggle_right,
            scope="window"),
    Command("every-link", "Draw all links, or only those of the selected mark", _VIEW, ("Ctrl+5",),
            linking.toggle_every_link, scope="window", needs="article"),
    Command("entities", "Show or hide the entities", _VIEW, ("Ctrl+3",), meaning.show_entities,
            scope="window", needs="project"),
    Command("checks", "Show or hide the checks", _VIEW, ("Ctrl+4",), meaning.show_checks,
            scope="window", needs="project"),
    Command("check-project", "Check the whole project", _VIEW, (), meaning.check_project,
            scope="window", needs="project"),
    Command("import-places", "Import a list of places…", _FILE, (), meaning.import_places,
            scope="window"),
    Command("reading", "Letters and lines: face, size, line height, column…", _VIEW, (),
            views.letters_and_lines, scope="window"),
    Command("lines-apart", "Lines further apart", _VIEW, (), views.line_height(0.1),
            scope="window"),
    Command("lines-closer", "Lines closer together", _VIEW, (), views.line_height(-0.1),
            scope="window"),
    Command("column-wider", "Wider column", _VIEW, (), views.column_width(6), scope="window"),
    Command("column-narrower", "Narrower column", _VIEW, (), views.column_width(-6),
            scope="window"),
    Command("mini-map", "Show or hide the map of the article", _VIEW, ("Ctrl+9",),
            views.toggle_map, scope="window"),
    Command("focus-mode", "Focus: the page alone", _VIEW, ("F11",), views.toggle_focus,
            scope="window"),
    Command("next-part", "Go to the next part of the window", _VIEW, ("F6",), views.next_part,
            scope="window"),
    Command("theme-light", "Light theme", _VIEW, (), views.choose_theme("light"), scope="window"),
    Command("theme-dark", "Dark theme", _VIEW, (), views.choose_theme("dark"), scope="window"),
    Command("theme-light-contrast", "Light theme, high contrast", _VIEW, (),
            views.choose_theme("light-contrast"), scope="window"),
    Command("theme-dark-contrast", "Dark theme, high contrast", _VIEW, (),
            views.choose_theme("dark-contrast"), scope="window"),
    Command("theme-system", "Theme of the desktop", _VIEW, (), views.choose_theme("system"),
            scope="window"),
)
# fmt: on


def with_own_keys(file: Path, chosen_map: str = "both") -> tuple[Command, ...]:
    """The commands with a key map and the user's keys laid over the defaults.

    A file that is missing, or is not what it should be, changes nothing.
    """
    return laid_over(COMMANDS, own_keys(file), chosen_map)


def command_named(name: str, commands: tuple[Command, ...] = COMMANDS) -> Command:
    """The command of that name. Raises KeyError when there is none."""
    for command in commands:
        if command.name == name:
            return command
    raise KeyError(name)
