"""The two ways across the border: files in, files out."""

from __future__ import annotations

from annotator.editing.bring_in import ImportOptions, ImportReport, NotBroughtIn, bring_in
from annotator.editing.codebook_exchange import CodebookReport, bring_in_codebook, send_out_codebook
from annotator.editing.merging import Remark
from annotator.editing.send_out import ExportOptions, ExportReport, send_out
from annotator.editing.training import TrainingOptions, TrainingReport, send_out_parts
from annotator.editing.watching import Cancelled, Watch, unwatched

__all__ = [
    "Cancelled",
    "CodebookReport",
    "ExportOptions",
    "ExportReport",
    "ImportOptions",
    "ImportReport",
    "NotBroughtIn",
    "Remark",
    "TrainingOptions",
    "TrainingReport",
    "Watch",
    "bring_in",
    "bring_in_codebook",
    "send_out",
    "send_out_codebook",
    "send_out_parts",
    "unwatched",
]
