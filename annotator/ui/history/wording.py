"""Changes in words: what each did to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change, Value
from annotator.domain.codebook import Codebook
from annotator.domain.status import Progress, Status

translate = QCoreApplication.translate

_LONGEST = 120
"""Characters of a value that is named in a sentence."""

_SILENT = ("id", "article_id", "annotator_id", "number", "fragments", "codebook_version")


def sentences(change: Change, book: Codebook) -> list[str]:
    """What a change did, a sentence for each thing."""
    value = change.value
    if isinstance(value, Status):
        return _status(change)
    named = _named(value, book)
    if change.before is None:
        return [translate("History", "Added: {0}").format(named)]
    if change.after is None:
        return [translate("History", "Removed: {0}").format(named)]
    said = []
    if isinstance(change.before, Annotation) and isinstance(change.after, Annotation):
        if change.before.fragments != change.after.fragments:
            said.append(translate("History", "Moved: {0}").format(named))
        if change.before.answers != change.after.answers:
            said += _answers(change.before, change.after)
    said += [
        translate("History", "{0}: {1} → {2}").format(name, before, after)
        for name, before, after in _differing(change.before, change.after, book)
    ]
    return said or [translate("History", "Changed: {0}").format(named)]


def counted(changes: Sequence[Change]) -> str:
    """How many changes of each kind there are, in one line."""
    kinds = Counter((_kind(one.value), _how(one)) for one in changes)
    return ", ".join(
        f"{QLocale().toString(number)} × {kind} {how}" for (kind, how), number in kinds.items()
    )


def _how(change: Change) -> str:
    if change.before is None:
        return translate("History", "added")
    if change.after is None:
        return translate("History", "removed")
    return translate("History", "changed")


def _kind(value: Value) -> str:
    """What a kind of value is called; what is not here goes by its own name."""
    name = type(value).__name__
    return {
        "Article": translate("History", "article"),
        "Annotation": translate("History", "mark"),
        "Relation": translate("History", "link"),
        "Annotator": translate("History", "annotator"),
        "Label": translate("History", "label"),
        "RelationType": translate("History", "kind of link"),
        "Status": translate("History", "status"),
        "Entity": translate("History", "entity"),
        "EntityLink": translate("History", "entity of a mark"),
        "Question": translate("History", "question"),
        "ArticleAnswer": translate("History", "answer about an article"),
        "CodebookVersion": translate("History", "version of the codebook"),
    }.get(name, name)


def _named(value: Value, book: Codebook) -> str:
    if isinstance(value, Annotation):
        return _label(book, value.label_id)
    if isinstance(value, Relation):
        kinds = {kind.id: kind.name for kind in book.relation_types}
        return f"{_kind(value)} {kinds.get(value.type_id, '')}".strip()
    name = getattr(value, "title", "") or getattr(value, "name", "")
    return f"{_kind(value)} {_short(name)}".strip()


def _label(book: Codebook, label_id: int) -> str:
    names = {label.id: label.name for label in book.labels}
    return names.get(label_id, translate("History", "a label that is gone"))


def _status(change: Change) -> list[str]:
    before, after = change.before, change.after
    assert before is None or isinstance(before, Status)
    assert after is None or isinstance(after, Status)
    was = str(before.progress) if before is not None else str(Progress.TODO)
    now = str(after.progress) if after is not None else str(Progress.TODO)
    said = []
    if was != now:
        said.append(translate("History", "Progress: {0} → {1}").format(was, now))
    flags = [one is not None and one.flagged for one in (before, after)]
    if flags[0] != flags[1]:
        raised, lowered = translate("History", "Flag raised"), translate("History", "Flag lowered")
        said.append(raised if flags[1] else lowered)
    note = after.flag_note if after is not None else ""
    if note:
        said.append(translate("History", "Flag: {0}").format(_short(note)))
    return said or [translate("History", "Progress: {0}").format(now)]


def _answers(before: Annotation, after: Annotation) -> list[str]:
    was, now = dict(before.answers), dict(after.answers)
    return [
        translate("History", "{0}: {1} → {2}").format(
            name, _short(was.get(name, "")) or "–", _short(now.get(name, "")) or "–"
        )
        for name in dict.fromkeys((*was, *now))
        if was.get(name) != now.get(name)
    ]


def _differing(before: Value, after: Value, book: Codebook) -> list[tuple[str, str, str]]:
    was, now = msgspec.structs.asdict(before), msgspec.structs.asdict(after)
    found = []
    for name, one in was.items():
        other = now.get(name)
        if one == other or name in _SILENT or name == "answers":
            continue
        if name == "label_id":
            labels = _label(book, before.label_id), _label(book, after.label_id)  # type: ignore[union-attr]
            found.append((translate("History", "label"), *labels))
        else:
            found.append((name.replace("_", " "), _shown(one), _shown(other)))
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return translate("History", "yes") if value else translate("History", "no")
    if isinstance(value, tuple | list):
        return _short(", ".join(str(one) for one in value)) or "–"
    return _short(str(value)) if value not in ("", None) else "–"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
