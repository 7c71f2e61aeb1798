"""SHA-256, by which project files and formats know a text again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_SHORT = 200_000
"""Bytes up to which loading OpenSSL takes longer than it saves."""


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits.

    `hashlib` loads OpenSSL, as long a work as painting an article. Where it can do
    without, `random` of the standard library takes Python's own module instead, and so
    does this, until OpenSSL is there anyway.
    """
    if _own is None or len(data) > _SHORT or "_hashlib" in sys.modules:
        from hashlib import sha256  # noqa: PLC0415  see above

        return sha256(data).hexdigest()
    digest: str = _own(data).hexdigest()
    return digest


def _found() -> Callable[[bytes], Any] | None:
    """Python's own SHA-256, None where it was built without."""
    for name in ("_sha2", "_sha256"):  # since Python 3.12, and before
        try:
            made: Callable[[bytes], Any] = import_module(name).sha256
        except ImportError:
            continue
        return made
    return None


_own = _found()
