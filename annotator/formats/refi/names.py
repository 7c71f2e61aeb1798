"""Tags, namespaces and ids of REFI-QDA 1.0, shared by reading and writing."""

from __future__ import annotations

import uuid

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Annotator"
FRAGMENT = "FRAGMENT"
"""The name of links that hold the pieces of a mark together."""

ANSWER = ": "
"""Between question and answer in the name of a child code."""

_OURS = uuid.UUID("6f6d1d3a-51b5-5b8a-9a35-2a8f6b1b7c11")


def tag(name: str) -> str:
    """A tag as ElementTree writes it."""
    return f"{{{NAMESPACE}}}{name}"


def guid(*parts: str) -> str:
    """The same id for the same thing every time."""
    return str(uuid.uuid5(_OURS, "\x1f".join(parts))).upper()
