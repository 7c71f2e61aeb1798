"""The panels of the window."""

from typing import Literal

from annotator.ui.panels.articles import ArticlesPanel
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.panel import Panel

PANELS: tuple[tuple[type[Panel], Literal["left", "right"]], ...] = (
    (ArticlesPanel, "left"),
    (Inspector, "right"),
)
"""Every panel and the side of the page it stands on."""
