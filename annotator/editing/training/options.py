"""What is asked of an export for training, and what came of it."""

from __future__ import annotations

import msgspec

from annotator.editing.send_out import ExportOptions, ExportReport
from annotator.editing.training.agreement import Agreement
from annotator.editing.training.grouping import Grouping
from annotator.editing.training.parts import Part, Shares
from annotator.formats.edges import Edges


class TrainingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to export for training.

    `export` says which marks, of which articles, in which format; a format of several
    files is refused. `seed` places groups, None to choose the one that spreads labels
    most evenly now. `negatives` takes in articles that somebody is done with and found
    nothing in. `licence` is an identifier of the Hugging Face hub, "" for none.
    """

    export: ExportOptions = ExportOptions()
    shares: Shares = Shares()
    grouping: Grouping = Grouping.COPIES
    seed: int | None = 0
    edges: Edges = Edges.TRIM
    negatives: bool = True
    licence: str = ""


class Sent(msgspec.Struct, frozen=True):
    """A file that was written: its name in the folder, bytes, and SHA-256 as hex digits."""

    name: str
    size: int
    sha256: str


class PartReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a part holds: articles, those of them without marks, and marks by label."""

    part: Part
    articles: int
    unmarked: int
    annotations: int
    labels: tuple[tuple[str, int], ...]
    groups: int


class TrainingReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written.

    `whole` adds up the parts. `aside` names articles that are like ones of several
    parts and so are in none, `leaks` counts articles with a copy in another part, which
    only a grouping other than by copies lets happen.
    """

    whole: ExportReport
    parts: tuple[PartReport, ...]
    seed: int
    aside: tuple[str, ...] = ()
    leaks: int = 0
    languages: tuple[str, ...] = ()
    agreement: Agreement | None = None
    files: tuple[Sent, ...] = ()
