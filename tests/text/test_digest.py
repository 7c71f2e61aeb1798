"""A text is known again by the SHA-256 that everyone else computes."""

from __future__ import annotations

from hashlib import sha256

import pytest

from annotator.text.digest import sha256_hex


@pytest.mark.parametrize("size", [0, 1, 64, 1_000_000, 1_000_001])
def test_is_the_digest_of_the_standard_library(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    assert sha256_hex(data[:size]) == sha256(data[:size]).hexdigest()
