"""Training data in parts that do not know of one another, with a card that tells of it."""

from annotator.editing.training.grouping import Grouping
from annotator.editing.training.parts import Part, Shares
from annotator.editing.training.sending import (
    PartReport,
    TrainingOptions,
    TrainingReport,
    send_out_parts,
)

__all__ = [
    "Grouping",
    "Part",
    "PartReport",
    "Shares",
    "TrainingOptions",
    "TrainingReport",
    "send_out_parts",
]
