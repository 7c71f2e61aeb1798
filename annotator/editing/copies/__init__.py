"""Copies: articles that tell a story which another article has told, edited or not.

The first of them to come is the original; a later one can be linked to it, which is a
further fact of the later article and nothing else.
"""

from annotator.editing.copies.arriving import CameAsCopy, Copies, arrived
from annotator.editing.copies.finding import Copy, copies_in
from annotator.editing.copies.linking import (
    COPY_OF,
    MANY,
    link_copies,
    original_of,
    unlink_copies,
)

__all__ = [
    "COPY_OF",
    "MANY",
    "CameAsCopy",
    "Copies",
    "Copy",
    "arrived",
    "copies_in",
    "link_copies",
    "original_of",
    "unlink_copies",
]
