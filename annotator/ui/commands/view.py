"""How the window looks, and the way to every other command."""

from __future__ import annotations

from annotator.ui.acts import linking, meaning, views
from annotator.ui.commands.command import Command

_IN = "View"


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("commands", "Commands and search", _IN, ("Ctrl+K",), views.show_palette,
            scope="window"),
    Command("shortcuts", "All shortcuts", _IN, ("F1",), views.show_shortcuts, scope="window"),
    Command("shortcuts-here", "All shortcuts (from the page)", _IN, ("?",), views.show_shortcuts),
    Command("practise", "Practise the keys", _IN, (), views.practise, scope="window"),
    Command("rebind", "Change keys…", _IN, (), views.change_keys, scope="window"),
    Command("zoom-in", "Larger letters", _IN, ("Ctrl++", "Ctrl+="), views.zoom(1.1),
            scope="window"),
    Command("zoom-out", "Smaller letters", _IN, ("Ctrl+-",), views.zoom(1 / 1.1), scope="window"),
    Command("zoom-reset", "Letters at their own size", _IN, ("Ctrl+0",), views.zoom(0.0),
            scope="window"),
    Command("left-panel", "Show or hide the article list", _IN, ("Ctrl+1",), views.toggle_left,
            scope="window"),
    Command("right-panel", "Show or hide the inspector", _IN, ("Ctrl+2",), views.toggle_right,
            scope="window"),
    Command("every-link", "Draw all links, or only those of the selected mark", _IN, ("Ctrl+5",),
            linking.toggle_every_link, scope="window", needs="article"),
    Command("entities", "Show or hide the entities", _IN, ("Ctrl+3",), meaning.show_entities,
            scope="window", needs="project"),
    Command("checks", "Show or hide the checks", _IN, ("Ctrl+4",), meaning.show_checks,
            scope="window", needs="project"),
    Command("check-project", "Check the whole project", _IN, (), meaning.check_project,
            scope="window", needs="project"),
    Command("reading", "Letters and lines: face, size, line height, column…", _IN, (),
            views.letters_and_lines, scope="window"),
    Command("lines-apart", "Lines further apart", _IN, (), views.line_height(0.1),
            scope="window"),
    Command("lines-closer", "Lines closer together", _IN, (), views.line_height(-0.1),
            scope="window"),
    Command("column-wider", "Wider column", _IN, (), views.column_width(6), scope="window"),
    Command("column-narrower", "Narrower column", _IN, (), views.column_width(-6),
            scope="window"),
    Command("mini-map", "Show or hide the map of the article", _IN, ("Ctrl+9",),
            views.toggle_map, scope="window"),
    Command("focus-mode", "Focus: the page alone", _IN, ("F11",), views.toggle_focus,
            scope="window"),
    Command("next-part", "Go to the next part of the window", _IN, ("F6",), views.next_part,
            scope="window"),
    Command("theme-light", "Light theme", _IN, (), views.choose_theme("light"), scope="window"),
    Command("theme-dark", "Dark theme", _IN, (), views.choose_theme("dark"), scope="window"),
    Command("theme-light-contrast", "Light theme, high contrast", _IN, (),
            views.choose_theme("light-contrast"), scope="window"),
    Command("theme-dark-contrast", "Dark theme, high contrast", _IN, (),
            views.choose_theme("dark-contrast"), scope="window"),
    Command("theme-system", "Theme of the desktop", _IN, (), views.choose_theme("system"),
            scope="window"),
)
# fmt: on
