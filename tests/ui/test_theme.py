"""Words can be read and lines be seen in every theme, whatever they stand on."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from annotator.domain.codebook import Label
from annotator.ui import contrast, theme

_GROUNDS = ("window", "pane", "page", "chosen", "selection")
_SECOND = ("quiet", "accent", "good", "warning", "danger")
"""Words that say less than the article's."""
_APART = 0.04
"""In Oklab, for two labels of the palette; what is told from 0.03 on is hard to tell."""


def _grounds(now: theme.Theme) -> list[str]:
    return [getattr(now, name).name() for name in _GROUNDS] + [
        tint.name() for _, tint in now.labels
    ]


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_article_reads_on_every_ground_it_can_meet(name: str) -> None:
    now = theme.named(name)
    assert contrast.least_contrast(now.ink.name(), _grounds(now)) >= 7


@pytest.mark.parametrize("name", theme.NAMES)
def test_other_words_read_on_the_grounds_of_the_chrome(name: str) -> None:
    now = theme.named(name)
    least = 7.0 if now.strong else 4.5
    grounds = [getattr(now, ground).name() for ground in ("window", "pane", "page", "chosen")]
    for token in _SECOND:
        found = contrast.least_contrast(getattr(now, token).name(), grounds)
        assert found >= least, f"{token} on {name}: {found:.1f}"


@pytest.mark.parametrize("name", theme.NAMES)
def test_lines_of_labels_and_suggestions_are_seen_on_every_ground(name: str) -> None:
    now = theme.named(name)
    for line in (*(line for line, _ in now.labels), now.suggestion):
        found = contrast.least_contrast(line.name(), _grounds(now))
        assert found >= (4.5 if now.strong else 3.0), f"{line.name()} on {name}: {found:.1f}"
    if now.strong:
        assert contrast.least_contrast(now.hairline.name(), _grounds(now)[:3]) >= 3


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("sight", contrast.KINDS_OF_SIGHT)
def test_labels_of_the_palette_stay_apart_for_every_eye(name: str, sight: str) -> None:
    lines = [line.name() for line, _ in theme.named(name).labels]
    assert len(lines) == 8
    for one, other in combinations(lines, 2):
        apart = contrast.distance(one, other, sight)
        assert apart >= _APART, f"{one} and {other} with {sight}: {apart:.3f}"


def test_a_colour_of_the_users_own_is_made_legible_in_high_contrast() -> None:
    pale = Label(id=1, name="PALE", light="#ffe0a0", dark="#402000", position=0)
    for name in ("light-contrast", "dark-contrast"):
        now = theme.named(name)
        assert contrast.least_contrast(now.line(pale).name(), (now.page.name(),)) >= 4.5
    assert theme.named("light").line(pale) == QColor("#ffe0a0")


def test_a_theme_that_is_not_there_is_not_put_in_force(qapp: QApplication) -> None:
    theme.apply("no such theme")
    assert theme.current().name == "light"
