"""How far an annotator is with an article."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Progress(StrEnum):
    TODO = "to do"
    IN_PROGRESS = "in progress"
    DONE = "done"


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """One annotator's progress with one article.

    `answer` is what an imported record said ("accept", "reject" or "ignore"); it
    is "" for work done here, where `progress` speaks.
    """

    article_id: int
    annotator_id: int
    progress: Progress = Progress.TODO
    flagged: bool = False
    flag_note: str = ""
    answer: str = ""
