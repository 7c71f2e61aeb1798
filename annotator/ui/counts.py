"""Numbers of things in words.

English needs no translation file for its plurals; other languages have all of theirs.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def of_articles(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 article")
    return translate("Counts", "%Ln articles", "", count)


def of_annotations(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 annotation")
    return translate("Counts", "%Ln annotations", "", count)


def of_relations(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 relation")
    return translate("Counts", "%Ln relations", "", count)


def of_marks(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 mark")
    return translate("Counts", "%Ln marks", "", count)


def of_marks_here(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 mark here")
    return translate("Counts", "%Ln marks here", "", count)


def of_places(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 place")
    return translate("Counts", "%Ln places", "", count)


def of_words(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 word")
    return translate("Counts", "%Ln words", "", count)


def of_characters_selected(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 character selected")
    return translate("Counts", "%Ln characters selected", "", count)


def of_files(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 file")
    return translate("Counts", "%Ln files", "", count)


def of_folders(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 folder")
    return translate("Counts", "%Ln folders", "", count)


def of_refusals(count: int) -> str:
    if count == 1:
        return translate("Counts", "1 file or line")
    return translate("Counts", "%Ln files or lines", "", count)
