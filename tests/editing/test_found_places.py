"""What the index of words leaves out is never what a look through every article would find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.editing.found_places import Find, Place, alike, exactly, places_in, places_in_project
from annotator.editing.project import Project
from annotator.store.reader import Reader

_LETTERS = st.one_of(
    st.sampled_from("aAeEiİıIsßSkK  .,'’-–\n\t"),
    st.sampled_from("مرحباةهىي\u064b\u0640\u200c\u200d\u00ad\u0345ιΙͅα\u0301\u0327"),
    st.sampled_from("国京日本語のคำไทยहिन्दी한국㏒℡№₨½ﬁ™😀👍🏽\U0001f1f9"),
    st.characters(exclude_categories=["Cs"]),
)
_TEXTS = st.lists(st.text(_LETTERS, min_size=1, max_size=40), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp("found") / "found.annotator"
    with closing(Project.create(path, own_name="me")) as made:
        yield made


def _add(project: Project, texts: list[str]) -> None:
    for text in texts:
        words = ArticleText(sha256(text.encode()).hexdigest(), text)
        article = Article(
            id=new_id(), name=str(new_id()), text_sha256=words.sha256, length=len(text)
        )
        project.do(Step(title="Add", changes=(added(article),)), texts=[words])


def _scan(reader: Reader, find: Find) -> list[Place]:
    every = reader.texts_of(reader.article_ids())
    return [place for one in every for place in places_in(*one, find)]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=_TEXTS, data=st.data())
def test_the_index_finds_what_looking_through_all_finds(
    project: Project, texts: list[str], data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    _add(project, texts)
    with closing(Reader.open(project.path)) as reader:
        for find in (alike(words), alike(words.upper()), exactly(words)):
            found: list[Place] = []
            places_in_project(reader, find, lambda *_: True, found=found.extend)
            assert found == _scan(reader, find)
    while project.undo():  # nothing found here may be found in the next round
        pass
