"""What tables of articles have in common."""

from __future__ import annotations

from annotator.formats.format import FACTS

FACTS_KEPT = frozenset(FACTS)

LIKELY = 25
"""A table with a column that seems to be the text of articles."""

UNLIKELY = 5
"""A table without one: read where somebody names it, passed over within a folder."""
