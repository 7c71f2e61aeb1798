"""Makers of projects and articles for tests of editing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added, replaced
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


def training_line(
    name: str, text: str, *spans: tuple[int, int, str], annotator: str = "a", **meta: str
) -> dict[str, Any]:
    """An article of native training data; a span is its start, its end and its label."""
    facts = dict.fromkeys(("title", "source", "url", "published", "language"), "")
    return {
        "format": "article-annotations/1",
        "id": name,
        "text": text,
        "annotator": annotator,
        "spans": [
            {
                "id": f"s{number}",
                "start": start,
                "end": end,
                "label": label,
                "text": text[start:end],
                "fragments": [[start, end]],
                "attributes": [],
                "note": "",
                "annotator": annotator,
            }
            for number, (start, end, label) in enumerate(spans, 1)
        ],
        "relations": [],
        "meta": {**facts, "keywords": [], "text_sha256": "", **meta},
        "answer": "accept",
    }


def require_stance(project: Project) -> None:
    """Let claims have one question, of their stance, which must be answered."""
    claim = project.codebook.labels[2]
    stance = msgspec.structs.replace(claim.attributes[1], required=True)
    asking = msgspec.structs.replace(claim, attributes=(stance,))
    project.do(Step(title="Require", changes=(replaced(claim, asking),)))
