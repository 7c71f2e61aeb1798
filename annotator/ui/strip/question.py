"""A question as the strip asks it: by whom it is answered is no business of the strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.codebook import AttributeKind

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""Keys given to options that have none of their own, in this order."""


@dataclass(frozen=True)
class Option:
    """One answer. `key` is a digit or small letter; "" takes the next free one.

    `words` is how it reads, `detail` a few quiet words beside it (where a name
    stands, say), `value` what is handed back. `at` is where on the page it stands, as
    code points: its key is shown there too.
    """

    value: str
    words: str
    key: str = ""
    detail: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ask:
    """One question about the selected mark.

    `name` tells it from the other questions about the mark. `answers` are the values
    it has now. `answer` writes a value ("" takes the answer away; several choices come
    joined as they are stored) and may raise Refused. With `keep`, the answer can be
    kept as the default for marks to come; `kept` says whether it is. `soon` comes right
    after what must be answered.
    """

    name: str
    title: str
    answer: Callable[[str], None]
    kind: AttributeKind = AttributeKind.CHOICE
    options: Sequence[Option] = ()
    answers: Sequence[str] = ()
    required: bool = False
    definition: str = ""
    keep: Callable[[bool], None] | None = None
    kept: bool = False
    soon: bool = False


def with_keys(options: Sequence[Option]) -> list[Option]:
    """The options, each with a key as far as there are any; own keys are never given twice."""
    own = {option.key for option in options}
    free = iter([key for key in KEYS if key not in own])
    return [option if option.key else replace(option, key=next(free, "")) for option in options]
