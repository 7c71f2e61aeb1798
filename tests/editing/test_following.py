"""A second program sees what the first writes, and takes over when it is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step
from annotator.domain.refusal import InUse, Refused
from annotator.editing import coding, marking
from annotator.editing.project import OpenArticle, Project
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. " * 20


def _marks(article: OpenArticle) -> list[Annotation]:
    return sorted(article.annotations, key=lambda one: one.id)


def _second(path: Path) -> Project:
    return Project.open(path, own_name="second", follow=True)


def test_acts_are_seen_as_they_happen(tmp_path: Path) -> None:
    with closing(project_at(tmp_path)) as first:
        here = with_article(first, _TEXT)
        with closing(_second(first.path)) as second:
            assert second.held_by is not None
            assert "in this program" in str(second.held_by)
            heard: list[Step] = []
            second.subscribe(heard.append)
            there = second.open_article(here.id)
            assert second.follow_others() == 0
            label = first.codebook.labels[0]
            one = marking.mark(first, here, label, ((0, 6),))
            marking.mark(first, here, label, ((7, 15),))
            assert second.follow_others() == 2
            assert [step.title for step in heard] == ["Mark ACTOR", "Mark ACTOR"]
            assert _marks(there) == _marks(here)
            marking.unmark(first, here, one.id)
            first.undo()
            first.undo()
            first.redo()
            first.do(coding.adding(first.codebook, "EVENT"))
            assert second.follow_others() == 5
            assert _marks(there) == _marks(here)
            assert second.codebook == first.codebook
            assert second.follow_others() == 0
            assert not second.take_over()
            with pytest.raises(Refused, match="reading only"):
                marking.mark(second, there, label, ((20, 24),))


def test_whoever_is_far_behind_reads_afresh(tmp_path: Path) -> None:
    with closing(project_at(tmp_path)) as first:
        here = with_article(first, _TEXT)
        with closing(_second(first.path)) as second:
            heard: list[Step] = []
            second.subscribe(heard.append)
            for start in range(600):
                marking.mark(first, here, first.codebook.labels[0], ((start, start + 1),))
            second.follow_others()
            assert [step.bulk for step in heard] == [True]
            marking.mark(first, here, first.codebook.labels[0], ((700, 701),))
            assert second.follow_others() == 1
            assert not heard[-1].bulk


def test_an_article_opened_between_two_looks_is_right(tmp_path: Path) -> None:
    with closing(project_at(tmp_path)) as first:
        here = with_article(first, _TEXT)
        with closing(_second(first.path)) as second:
            mark = marking.mark(first, here, first.codebook.labels[0], ((0, 6),))
            there = second.open_article(here.id)
            marking.set_note(first, here, mark.id, "seen")
            second.follow_others()
            assert _marks(there) == _marks(here)


def test_it_is_taken_over_when_it_is_closed(tmp_path: Path) -> None:
    first = project_at(tmp_path)
    here = with_article(first, _TEXT)
    with closing(_second(first.path)) as second:
        there = second.open_article(here.id)
        first.close()
        assert second.take_over()
        assert not second.read_only
        marking.mark(second, there, second.codebook.labels[0], ((0, 6),))
        with pytest.raises(InUse):
            Project.open(first.path, own_name="third")


_FIRST = """
import sys
from pathlib import Path
from annotator.editing import marking
from annotator.editing.project import Project

project = Project.open(Path(sys.argv[1]), own_name="first")
article = project.open_article(project.reader.article_ids()[0])
for start in range(1000):
    marking.mark(project, article, project.codebook.labels[0], ((start, start + 2),))
    print(start, flush=True)
"""


def test_it_is_taken_over_when_it_is_killed_and_nothing_is_lost(tmp_path: Path) -> None:
    made = project_at(tmp_path)
    article_id = with_article(made, _TEXT).id
    made.close()
    acknowledged = 0
    for number in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", _FIRST, str(made.path)], stdout=subprocess.PIPE, text=True
        ) as first:
            assert first.stdout is not None
            first.stdout.readline()
            acknowledged += 1
            with closing(_second(made.path)) as second:
                assert second.held_by is not None
                there = second.open_article(article_id)
                for _ in range(7 * number):
                    acknowledged += bool(first.stdout.readline())
                    second.follow_others()
                first.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
                first.wait()
                acknowledged += len(first.stdout.readlines())
                assert second.take_over()
                assert len(there.annotations) >= acknowledged
                for mark in tuple(there.annotations):
                    marking.unmark(second, there, mark.id)
                acknowledged = 0
