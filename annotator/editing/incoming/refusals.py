"""What was refused of an import so far."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.refusal import BadInput
from annotator.editing.incoming.options import NotBroughtIn
from annotator.editing.unpacking import ShownNames

_MOST = 100


class Refusals:
    """Keeps refusals in the order they come up.

    Unless bad files and lines are to be skipped, one of them lets the import fail; it
    goes on for a while only to find the other ones.
    """

    def __init__(
        self, *, skip_bad: bool, names: ShownNames, so_far: Iterable[BadInput] = ()
    ) -> None:
        self._skip_bad = skip_bad
        self._names = names
        self.all: list[BadInput] = list(so_far)

    @property
    def failed(self) -> bool:
        """Whether nothing is to be brought in any more."""
        return bool(self.all) and not self._skip_bad

    def add(self, bad: BadInput) -> None:
        """Hear of one. Raises NotBroughtIn once they are very many."""
        if (shown := self._names.name_of(bad.file)) != bad.file:
            bad = BadInput(shown, bad.line, bad.reason)
        self.all.append(bad)
        if self.failed and len(self.all) >= _MOST:
            raise NotBroughtIn(self.all)
