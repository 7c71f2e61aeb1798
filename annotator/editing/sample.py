"""The sample project: the seed articles with their gold, ready to be tried out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotator import home
from annotator.domain.article import Article
from annotator.domain.change import Change, Step, replaced
from annotator.domain.refusal import Refused
from annotator.editing.exchange import ImportOptions, bring_in, unwatched
from annotator.editing.project import Project

NAME = "River talks 2026.annotator"


def sample_project(own_name: str, folder: Path | None = None) -> Path:
    """The sample project's file in the data folder, made on first use.

    Raises Refused when it cannot be made; a half-made one is taken away again.
    """
    path = (folder or home.data_folder()) / NAME
    if path.is_file():
        return path
    making = path.with_name(f"making {NAME}")
    with contextlib.suppress(FileNotFoundError):
        making.unlink()
    try:
        build(making, own_name)
    except OSError as fault:
        raise Refused(f"The sample project cannot be made in {path.parent}: {fault}.") from fault
    making.replace(path)
    return path


def build(path: Path, own_name: str) -> None:
    """Make a sample project at `path` from the seeds."""
    seeds = home.seeds()
    project = Project.create(path, own_name=own_name)
    try:
        articles = sorted(seeds.glob("*.txt"))
        bring_in(project, [*articles, seeds / "gold.jsonl"], ImportOptions(), unwatched)
        changes = tuple(_described(project, seeds / "catalogue.json"))
        project.do(Step(title="Describe the sample articles", changes=changes))
        project.writer().forget_history()
    finally:
        project.close()


def _described(project: Project, catalogue: Path) -> Iterator[Change]:
    """Source, date and language of each article, which a text file does not say."""
    known = {
        Path(one["file"]).stem: one for one in json.loads(catalogue.read_text(encoding="utf-8"))
    }
    for article in project.reader.articles():
        facts = known.get(article.name)
        if facts is None:
            continue
        after: Article = msgspec.structs.replace(
            article,
            source=facts.get("source", article.source),
            published=facts.get("published", article.published),
            language=facts.get("language", article.language),
            author=facts.get("author") or article.author,
        )
        if after != article:
            yield replaced(article, after)
