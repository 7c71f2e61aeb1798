"""Articles: which one is open, what is found in it, and how far it is."""

from __future__ import annotations

from annotator.ui.acts import articles
from annotator.ui.acts.copies import show_copies
from annotator.ui.acts.safety import delete_article
from annotator.ui.commands.command import Command

_IN = "Articles"


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("done-and-next", "Done, and on to the next article to do", _IN, ("Space",),
            articles.done_and_next, needs="writing"),
    Command("back", "Back to the article before", _IN, ("Shift+Space",), articles.go_back,
            needs="project"),
    Command("to-do", "Set the article to do again", _IN, (), articles.set_to_do,
            needs="writing"),
    Command("flag", "Flag the article, with a note", _IN, ("G",), articles.toggle_flag,
            needs="writing"),
    Command("next-article", "Next article in the list", _IN, ("Ctrl+PgDown",),
            articles.next_article, scope="window", needs="project"),
    Command("previous-article", "Previous article in the list", _IN, ("Ctrl+PgUp",),
            articles.previous_article, scope="window", needs="project"),
    Command("filter", "Filter the articles", _IN, ("Ctrl+L",), articles.filter_articles,
            scope="window", needs="project"),
    Command("find", "Find in the article", _IN, ("Ctrl+F",), articles.find, scope="window",
            needs="article"),
    Command("find-in-project", "Find in the project", _IN, ("Ctrl+Shift+F",),
            articles.find_in_project, scope="window", needs="project"),
    Command("find-next", "Find the next place", _IN, ("F3",), articles.find_next,
            scope="window", needs="article"),
    Command("find-previous", "Find the place before", _IN, ("Shift+F3",),
            articles.find_previous, scope="window", needs="article"),
    Command("copies", "Copies of a story: find, compare, link…", _IN, (), show_copies,
            scope="window", needs="project"),
    Command("delete-article", "Delete the article…", _IN, (), delete_article,
            scope="window", needs="writing"),
)
# fmt: on
