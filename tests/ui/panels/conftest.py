"""A project on disk with a few articles, in the program's own look."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.editing.project import OpenArticle, Project
from annotator.ui import theme

TEXT = "Minister Deniz Aral said the dam at Karsu will be finished. The R&D League said no."

AddArticle = Callable[..., int]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "River talks.annotator", own_name="tester")
    yield made
    made.close()


@pytest.fixture
def add_article(project: Project) -> AddArticle:
    """Stores an article and gives its id."""

    def add(title: str, text: str = TEXT, source: str = "Valley Daily") -> int:
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = Article(
            id=new_id(),
            name=title,
            title=title,
            source=source,
            text_sha256=digest,
            length=len(text),
        )
        step = Step(title="Add", changes=(added(article),))
        project.do(step, texts=(ArticleText(digest, text),))
        return article.id

    return add


@pytest.fixture
def article(project: Project, add_article: AddArticle) -> OpenArticle:
    return project.open_article(add_article("Ministers meet"))
