"""Answers that are kept: given once, they are the default of the next mark.

They belong to one user and one project, so they stand in the settings, not in the
codebook. Only questions the user said so of are kept; their newest answer counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.annotation import Answers
from annotator.domain.codebook import SEPARATOR, Attribute, Label
from annotator.editing.project import Project
from annotator.settings import Plain, Settings

_NAME = "kept_answers"


class Kept:
    """The kept answers of a project's user."""

    def __init__(self, settings: Settings, project: str) -> None:
        self._settings = settings
        self._project = project

    def answer(self, label_id: int, attribute: str) -> str | None:
        """The answer kept for an attribute of a label, None when none is."""
        found = self._all().get(_key(label_id, attribute))
        return found if isinstance(found, str) else None

    def is_kept(self, label_id: int, attribute: str) -> bool:
        return self.answer(label_id, attribute) is not None

    def keep(self, label_id: int, attribute: str, value: str | None) -> None:
        """Keep an answer from now on; None keeps none."""
        mine = dict(self._all())
        if value is None:
            mine.pop(_key(label_id, attribute), None)
        else:
            mine[_key(label_id, attribute)] = value
        everyone = self._settings.get(_NAME)
        whole = dict(everyone) if isinstance(everyone, Mapping) else {}
        whole[self._project] = mine
        self._settings.set(**{_NAME: whole})

    def follow(self, label_id: int, attribute: str, value: str) -> None:
        """An answer was given: where it is kept, it is the one kept now."""
        if value and self.is_kept(label_id, attribute):
            self.keep(label_id, attribute, value)

    def answers(self, label: Label) -> Answers:
        """What a new mark of a label says: kept answers, else the codebook's defaults."""
        found = ((asked.name, self._of(label, asked)) for asked in label.attributes)
        return tuple(one for one in found if one[1])

    def _of(self, label: Label, asked: Attribute) -> str:
        kept = self.answer(label.id, asked.name)
        if kept is None or (asked.choices and not _offered(kept, asked)):
            return asked.default
        return kept

    def _all(self) -> Mapping[str, Plain]:
        everyone = self._settings.get(_NAME)
        mine = everyone.get(self._project) if isinstance(everyone, Mapping) else None
        return mine if isinstance(mine, Mapping) else {}


def of(settings: Settings, project: Project) -> Kept:
    """The kept answers for a project."""
    return Kept(settings, str(project.path))


def _offered(kept: str, asked: Attribute) -> bool:
    return set(kept.split(SEPARATOR)) <= set(asked.choices)


def _key(label_id: int, attribute: str) -> str:
    return f"{label_id} {attribute}"
