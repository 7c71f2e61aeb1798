"""Makers of projects and articles for tests of editing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.editing.project import OpenArticle, Project


def project_at(folder: Path, name: str = "p") -> Project:
    """A new project with the default codebook."""
    return Project.create(folder / f"{name}.annotator", own_name="tester")


def with_article(project: Project, text: str, name: str = "a") -> OpenArticle:
    """Store an article and open it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        id=new_id(), name=name, text_sha256=digest, length=len(text), title=name, source="Test"
    )
    project.do(Step(title="Add", changes=(added(article),)), texts=(ArticleText(digest, text),))
    return project.open_article(article.id)
