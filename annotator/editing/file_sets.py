"""Files that belong together: one that is read, and those that it brings along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.domain.codebook import Codebook
from annotator.domain.identity import new_ids
from annotator.domain.refusal import BadInput
from annotator.formats.format import Format
from annotator.formats.joining import joined

Sorted = tuple[Path, Format]
"""A file and the format it is in."""


def companions_of(files: Sequence[Sorted]) -> set[Path]:
    """Files that are read together with these, and so not for themselves."""
    return {one.resolve() for path, form in files for one in form.companions(path)}


def codebook_of(files: Sequence[Sorted]) -> Codebook:
    """What the files say of labels and relation types, one codebook for all of them."""
    whole = Codebook()
    seen: set[Codebook] = set()
    ids = new_ids()
    for path, form in files:
        try:
            book = form.codebook(path)
        except BadInput:
            continue  # the file is refused when it is read
        if book not in seen:
            seen.add(book)
            whole = joined(whole, book, ids)
    return whole
