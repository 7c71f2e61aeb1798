"""What stops a start before the program is there to say so."""

from __future__ import annotations


class CannotPrepare(Exception):
    """The environment cannot be made ready; the message is a sentence for the user."""
