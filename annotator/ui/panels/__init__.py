"""The panels of the window."""

from annotator.ui.panels.articles import ArticlesPanel
from annotator.ui.panels.inspector import Inspector

PANELS = (ArticlesPanel, Inspector)
"""Every panel, left to right."""
