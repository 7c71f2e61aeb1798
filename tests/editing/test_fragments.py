"""Marks in several pieces: pieces are added, moved and removed one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.refusal import Refused
from annotator.editing import fragments, marking
from annotator.editing.project import OpenArticle, Project
from tests.editing.builders import project_at, with_article

_TEXT = "The dam, he said, will hold, as everybody knows, for years."


class Marked:
    """An article with one mark on "The dam"."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.article: OpenArticle = with_article(project, _TEXT)
        self.mark = marking.mark(project, self.article, project.codebook.labels[2], ((0, 7),))

    def at(self, words: str) -> tuple[int, int]:
        start = _TEXT.index(words)
        return start, start + len(words)

    def now(self) -> Annotation:
        found = self.article.annotations.find(self.mark.id)
        assert found is not None
        return found

    def words(self) -> list[str]:
        return [_TEXT[start:end] for start, end in self.now().fragments]


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[Marked]:
    project = project_at(tmp_path)
    yield Marked(project)
    project.close()


def test_further_words_become_a_fragment_of_the_same_mark(marked: Marked) -> None:
    fragments.add(marked.project, marked.article, marked.mark.id, marked.at("for years"))
    fragments.add(marked.project, marked.article, marked.mark.id, marked.at("will hold"))
    assert marked.words() == ["The dam", "will hold", "for years"]
    assert marked.project.reader.annotations(marked.article.id) == [marked.now()]
    marked.project.undo()
    assert marked.words() == ["The dam", "for years"]


def test_words_that_meet_a_fragment_make_it_longer(marked: Marked) -> None:
    fragments.add(marked.project, marked.article, marked.mark.id, marked.at(", he"))
    assert marked.words() == ["The dam, he"]
    with pytest.raises(Refused, match="covers these words already"):
        fragments.add(marked.project, marked.article, marked.mark.id, marked.at("dam"))


def test_one_fragment_is_moved_without_the_others(marked: Marked) -> None:
    fragments.add(marked.project, marked.article, marked.mark.id, marked.at("will hold"))
    fragments.move(marked.project, marked.article, marked.mark.id, 1, marked.at("hold"))
    assert marked.words() == ["The dam", "hold"]
    with pytest.raises(Refused, match="meet the next one"):
        fragments.move(marked.project, marked.article, marked.mark.id, 1, (5, 12))
    assert marked.words() == ["The dam", "hold"]


def test_a_fragment_is_removed_but_never_the_last(marked: Marked) -> None:
    fragments.add(marked.project, marked.article, marked.mark.id, marked.at("will hold"))
    fragments.remove(marked.project, marked.article, marked.mark.id, 0)
    assert marked.words() == ["will hold"]
    with pytest.raises(Refused, match="only fragment"):
        fragments.remove(marked.project, marked.article, marked.mark.id, 0)
