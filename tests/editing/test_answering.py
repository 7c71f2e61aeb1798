"""Questions about articles are answered by each annotator, and what is open is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from annotator.domain.codebook import Attribute, AttributeKind
from annotator.domain.status import Progress
from annotator.editing import answering, codebook_edits, marking, progress
from annotator.editing.answering import Missing
from annotator.editing.project import Project
from tests.editing.builders import project_at, require_stance, with_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Articles have a genre that must be told, and comments an opinion; claims a stance."""
    with closing(project_at(tmp_path)) as made:
        for asked in (
            Attribute(name="genre", kind=AttributeKind.CHOICE, choices=("news", "comment"),
                      required=True),
            Attribute(name="opinion", required=True, shown_when=(("genre", "comment"),)),
        ):  # fmt: skip
            question = codebook_edits.add_question(made, asked.name)
            after = msgspec.structs.replace(question, asked=asked)
            codebook_edits.write_question(made, question, after)
        require_stance(made)
        yield made


def test_answers_are_this_annotators_and_undone(project: Project) -> None:
    article = with_article(project, "It must end.")
    answering.answer_article(project, article.id, "genre", "news")
    answering.answer_article(project, article.id, "genre", "comment")
    assert answering.said_of(project, article.id) == {"genre": "comment"}
    assert project.undo_title == "Answer genre"
    project.undo()
    assert answering.said_of(project, article.id) == {"genre": "news"}
    answering.answer_article(project, article.id, "genre", "")
    assert project.reader.article_answers(article.id) == []
    project.undo()
    assert answering.said_of(project, article.id) == {"genre": "news"}
    with closing(Project.open(project.path, own_name="another", read_only=True)) as other:
        assert answering.said_of(other, article.id) == {}


def test_what_is_open_is_listed_and_counted(project: Project) -> None:
    article = with_article(project, "It must end. It must not.")
    claim = project.codebook.labels[2]
    first = marking.mark(project, article, claim, ((0, 12),))
    second = marking.mark(project, article, claim, ((13, 25),), answers=(("stance", "pro"),))
    assert answering.missing(project, article) == [
        Missing(None, "genre"), Missing(first.id, "stance"),
    ]  # fmt: skip
    assert answering.missing_counts(project, [article.id]) == {article.id: 2}
    answering.answer_article(project, article.id, "genre", "comment")
    assert answering.missing(project, article)[0] == Missing(None, "opinion")
    answering.answer_article(project, article.id, "opinion", "against")
    marking.set_answer(project, article, first.id, "stance", "contra")
    marking.set_answer(project, article, second.id, "stance", "")
    assert answering.missing(project, article) == [Missing(second.id, "stance")]
    assert answering.missing_counts(project, [article.id]) == {article.id: 1}


def test_an_article_nobody_began_is_not_asked_about_in_the_list(project: Project) -> None:
    article = with_article(project, "It must end.")
    assert answering.missing_counts(project, [article.id]) == {}
    progress.set_progress(project, article.id, Progress.IN_PROGRESS)
    assert answering.missing_counts(project, [article.id]) == {article.id: 1}
