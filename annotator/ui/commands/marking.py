"""Marks: making them, taking them away, and what is said of them."""

from __future__ import annotations

from annotator.ui.acts import codebook, fragments, linking, marking, meaning, removing, repeating
from annotator.ui.commands.command import Command

_IN = "Marking"


def _marks() -> list[Command]:
    """Digits mark with the label whose key they are in the codebook."""
    return [
        Command(
            f"mark-{digit}",
            f"Mark with label {digit}",
            _IN,
            (digit,),
            lambda window, digit=digit: marking.press_label_key(window, digit),  # type: ignore[misc]
            needs="writing",
        )
        for digit in "123456789"
    ]


# fmt: off
COMMANDS: tuple[Command, ...] = (
    *_marks(),
    Command("remove-mark", "Remove the selected mark", _IN, ("Delete",), removing.remove_mark,
            needs="writing"),
    Command("note", "Write a note on the selected mark", _IN, ("N",), marking.write_note,
            needs="writing"),
    Command("answer", "Answer the questions of the selected mark", _IN, ("Return", "Enter"),
            marking.answer, needs="article"),
    Command("answer-in-inspector", "Answer the questions in the inspector", _IN, ("Ctrl+Return",),
            marking.answer_in_inspector, needs="article"),
    Command("ask-every-mark", "Ask about every new mark, or only what must be answered", _IN, (),
            marking.ask_every, scope="window", needs="writing"),
    Command("holder", "Set the holder of the selected claim", _IN, ("H",), linking.set_holder,
            needs="writing"),
    Command("link", "Link the selected mark to another one", _IN, ("L",), linking.link,
            needs="writing"),
    Command("entity", "Say whom or what the selected mark means", _IN, ("E",), meaning.set_entity,
            needs="writing"),
    Command("entity-same-words", "Let all marks of the same words mean the same", _IN,
            ("Shift+E",), meaning.link_same_words, needs="writing"),
    Command("add-fragment", "Add the selected words to the mark as a further piece", _IN, ("P",),
            fragments.add_fragment, needs="writing"),
    Command("next-fragment", "Next piece of a mark in several pieces", _IN, ("Shift+P",),
            fragments.next_fragment, needs="article"),
    Command("sticky-label", "Sticky label: mark every selection at once", _IN, (),
            marking.choose_sticky, needs="writing"),
    Command("repeat-label", "Mark with the last label again", _IN, (".",), marking.repeat_label,
            needs="writing"),
    Command("choose-label", "Choose a label by its letters…", _IN, ("M",),
            codebook.choose_label, needs="writing"),
    Command("take-example", "Take the selection as an example of its label", _IN, ("X",),
            codebook.take_example, needs="writing"),
    Command("take-counterexample", "Take the selection as an example of what its label is not",
            _IN, ("Shift+X",), codebook.take_counterexample, needs="writing"),
    Command("mark-all", "Mark the same words in the whole article", _IN, ("A",),
            repeating.mark_all_here, needs="writing"),
    Command("mark-all-project", "Mark the same words in the whole project", _IN, ("Shift+A",),
            repeating.mark_all_everywhere, needs="writing"),
    Command("let-go", "Let go of selection and sticky label", _IN, ("Esc",), marking.let_go),
)
# fmt: on
