"""A claim coded in full by keys alone: who says what to whom, and who that is.

Real key presses go through an X server to the real program.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.codebook import Label
from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.editing import entities, marking
from annotator.editing.project import Project
from annotator.editing.shipped import shipped_codebook
from annotator.store.reader import Reader
from tests.editing.builders import with_article
from tests.stories.driver import Start

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]

_TEXT = (
    "Energy Minister Deniz Aral met the Farmers’ League in Karsu.\n"
    "Aral said that the ministry would guarantee a minimum flow to farms. "
    "The League had asked for it since the summer.\n"
)
_CLAIM = "the ministry would guarantee a minimum flow to farms"


def _project(folder: Path) -> Path:
    """An article with its actors marked, under the codebook for political claims."""
    path = folder / "claims.annotator"
    project = Project.create(path, own_name="tester", codebook=shipped_codebook("political-claims"))
    article = with_article(project, _TEXT)
    actor: Label = project.codebook.labels[0]
    for words in ("Energy Minister Deniz Aral", "the Farmers’ League", "Aral said"):
        start = _TEXT.index(words)
        end = start + len(words.removesuffix(" said"))
        mark = marking.mark(project, article, actor, ((start, end),))
        if words.startswith("Energy"):
            aral = Entity(id=new_id(), name="Deniz Aral", kind="person")
            entities.link(project, article, [mark.id], aral)
    project.close()
    return path


def test_a_claim_takes_four_keys_after_it_is_selected_and_its_entity_two(
    tmp_path: Path, start_program: Start
) -> None:
    path = _project(tmp_path)
    driver = start_program(path)
    start = _TEXT.index(_CLAIM)
    driver.drag(start, start + len(_CLAIM))
    driver.wait(
        lambda: driver.state()["selection"] == [start, start + len(_CLAIM)], "words are selected"
    )
    driver.key("3")
    driver.wait(lambda: driver.state()["marks"] == 4, "the claim is marked and selected")
    driver.key("1", "1", "1", "1")  # category, stance, holder, addressee
    reader = Reader.open(path)
    (article,) = reader.articles()
    driver.wait(lambda: len(reader.relations(article.id)) == 2, "holder and addressee are there")
    marks = {one.id: one for one in reader.annotations(article.id)}
    claim = next(one for one in marks.values() if one.start == start)
    label = reader.codebook().label(claim.label_id)
    first = {one.name: one.choices[0] for one in label.attributes if one.required}
    assert dict(claim.answers) == first
    assert list(first) == ["category", "stance"]
    types = {one.id: one.name for one in reader.codebook().relation_types}
    ends = {
        types[one.type_id]: marks[one.child_id].text_in(_TEXT)
        for one in reader.relations(article.id)
    }
    assert ends == {"holder": "Aral", "addressee": "the Farmers’ League"}

    short = next(one for one in marks.values() if one.text_in(_TEXT) == "Aral")
    driver.click(short.start)
    driver.wait(lambda: driver.state()["selected"] == short.id, "the short name is selected")
    driver.key("e", "1")
    driver.wait(lambda: len(reader.entity_links(article.id)) == 2, "the short name means Aral")
    (entity,) = reader.entities()
    assert {one.entity_id for one in reader.entity_links(article.id)} == {entity.id}
    reader.close()
    driver.close()
