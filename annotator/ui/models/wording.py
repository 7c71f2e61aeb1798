"""Names and texts of the project as lists and labels show them."""

from __future__ import annotations

_ABBREVIATION = 3


def worded(name: str) -> str:
    """A name of the codebook as a word: "ACTOR" as "Actor", "GPE" as it is."""
    if name.isupper() and len(name) > _ABBREVIATION:
        return name[0] + name[1:].lower()
    return name[:1].upper() + name[1:]


def shortened(text: str, limit: int) -> str:
    """A text on one line, cut at `limit` characters with a sign that it goes on."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit and len(text) <= limit * 4 else f"{line[: limit - 1]}…"


def tooltip(text: str) -> str:
    """A text for a tooltip, where Qt would otherwise take what looks like markup for markup."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{shown}</qt>" if text else ""


def button_text(text: str) -> str:
    """A text for a button, where Qt would otherwise take "&" for the sign of a key."""
    return text.replace("&", "&&")
