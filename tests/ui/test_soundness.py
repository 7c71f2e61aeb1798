"""The bad pair of Python and Qt is known when it is met."""

from __future__ import annotations

import pytest

from annotator.ui.soundness import is_unsound, refuse_unsound_pair


@pytest.mark.parametrize(
    ("python", "qt", "unsound"),
    [
        ((3, 11), (6, 11), False),
        ((3, 11), (6, 12), True),
        ((3, 11), (6, 13), True),
        ((3, 12), (6, 12), False),
        ((3, 14), (6, 12), False),
    ],
)
def test_which_pairs_are_unsound(
    python: tuple[int, int], qt: tuple[int, int], unsound: bool
) -> None:
    assert is_unsound(python, qt) is unsound


def test_a_sound_pair_goes_on() -> None:
    refuse_unsound_pair()


def test_the_bad_pair_leaves_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.soundness.PySide6.__version_info__", (6, 12, 0, "", ""))
    monkeypatch.setattr("annotator.ui.soundness.sys.version_info", (3, 11, 7))
    with pytest.raises(SystemExit, match=r"use Python 3\.12 or newer, or PySide6 6\.11"):
        refuse_unsound_pair()
