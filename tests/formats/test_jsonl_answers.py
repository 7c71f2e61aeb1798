"""Answers about articles, and versions of the codebook, in lines of version 3."""

from __future__ import annotations

import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from annotator.domain.refusal import BadInput
from annotator.editing import answering, codebook_edits, marking
from annotator.editing.exchange import ExportOptions, ImportOptions, bring_in, send_out, unwatched
from annotator.editing.project import Project
from annotator.formats.fitting import fitted
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.jsonl_reading import read
from annotator.formats.jsonl_writing import write
from annotator.formats.prodigy import PRODIGY
from tests.editing.builders import project_at, with_article

_DATA = Path(__file__).resolve().parents[1] / "data"
_FIXTURE = _DATA / "native-3.jsonl"


def test_the_fixture_is_written_as_it_was_read_and_valid() -> None:
    records = list(read(_FIXTURE, ReadOptions()))
    out = io.BytesIO()
    write(records, out, WriteOptions())
    assert out.getvalue() == _FIXTURE.read_bytes()
    assert [one.question for one in records[0].article_answers] == ["genre", "tone"]
    schema = json.loads((_DATA / "native-3.schema.json").read_bytes())
    jsonschema.validate(json.loads(_FIXTURE.read_bytes()), schema)


def test_what_is_not_asked_of_a_line_is_not_in_it() -> None:
    record = next(read(_FIXTURE, ReadOptions()))
    spans = tuple(msgspec.structs.replace(one, codebook_version=1) for one in record.spans)
    out = io.BytesIO()
    write([msgspec.structs.replace(record, spans=spans, article_answers=())], out, WriteOptions())
    assert out.getvalue() == (_DATA / "native-2.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "article-annotations/2"}, "see article-annotations/3"),
        ({"article_answers": None}, "article_answers"),
        (
            {"article_answers": [{"question": "", "value": "x", "annotator": ""}]},
            r"article_answers\[0\].question must not be empty",
        ),
        ({"format": "article-annotations/4"}, "newer than this program reads"),
    ],
)
def test_lines_that_are_not_right_are_refused(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    line = json.loads(_FIXTURE.read_bytes()) | change
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")

    def refuse(why: BadInput) -> None:
        raise why

    with pytest.raises(BadInput, match=reason):
        list(read(path, ReadOptions(refused=refuse)))


def test_answers_and_versions_survive_a_project(tmp_path: Path) -> None:
    out, again = tmp_path / "out.jsonl", tmp_path / "again.jsonl"
    with closing(project_at(tmp_path)) as project:
        article = with_article(project, "It must end. It must not.")
        claim = project.codebook.labels[2]
        marking.mark(project, article, claim, ((0, 12),))
        codebook_edits.add_question(project, "genre")
        marking.mark(project, article, claim, ((13, 25),))
        answering.answer_article(project, article.id, "genre", "news")
        send_out(project, out, ExportOptions(), unwatched)
        line = json.loads(out.read_bytes())
        assert [one["codebook_version"] for one in line["spans"]] == [1, 2]
        assert line["article_answers"] == [
            {"question": "genre", "value": "news", "annotator": "tester"}
        ]
        before = project.reader.annotations(article.id)
        report = bring_in(project, [out], ImportOptions(), unwatched)
        assert len(report.unchanged) == 1
        assert project.reader.annotations(article.id) == before
    with closing(Project.create(tmp_path / "q.annotator", own_name="other")) as project:
        bring_in(project, [out], ImportOptions(), unwatched)
        article_id = project.reader.article_ids()[0]
        assert [one.value for one in project.reader.article_answers(article_id)] == ["news"]
        assert [one.codebook_version for one in project.reader.annotations(article_id)] == [1, 1]
        send_out(project, again, ExportOptions(), unwatched)
        assert json.loads(again.read_bytes())["article_answers"] == line["article_answers"]
        project.undo()
        assert project.codebook.questions == ()


def test_other_formats_tell_them_as_losses() -> None:
    record = next(read(_FIXTURE, ReadOptions()))
    sorts = [loss.sort for loss in fitted(record, PRODIGY, WriteOptions()).losses]
    assert sorts.count("answer about an article") == 2
