"""The codebooks that come with the program, and codebooks by name or file."""

from __future__ import annotations

from pathlib import Path

from annotator import home
from annotator.domain.codebook import Codebook
from annotator.domain.refusal import Refused
from annotator.editing.codebook_exchange import read_codebook


def shipped() -> list[str]:
    """Names of the codebooks that come with the program."""
    return sorted(path.stem for path in _folder().glob("*.json"))


def shipped_codebook(name: str) -> Codebook:
    """One of them, with fresh ids. Raises Refused where there is none of that name."""
    if name not in shipped():
        raise Refused(f"There is no codebook {name}; there are {', '.join(shipped())}.")
    return read_codebook(_folder() / f"{name}.json")


def codebook_of(given: Path) -> Codebook:
    """The codebook of a file, or one that comes with the program where a name was given.

    Raises BadInput, or Refused where it is neither.
    """
    if given.exists() or given.suffix or len(given.parts) > 1:
        return read_codebook(given)
    return shipped_codebook(str(given))


def _folder() -> Path:
    return home.resources() / "codebooks"
