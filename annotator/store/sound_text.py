"""A text is only ever given out when it is the one that was stored."""

from __future__ import annotations

from pathlib import Path

from annotator.store.failures import Damaged
from annotator.text.digest import sha256_hex


def sound(path: Path, text: str | None, sha256: str) -> str:
    """The text found under a hash in a project, None for none. Raises Damaged for another one."""
    if text is None:
        raise Damaged(f"{path.name} is damaged: the text of an article is missing.")
    if sha256_hex(text.encode()) != sha256:
        raise Damaged(
            f"{path.name} is damaged: the text of an article is not the one that was "
            f"stored (SHA-256 {sha256[:12]}…)."
        )
    return text
