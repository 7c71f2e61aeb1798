"""Names marked before are found again in any script."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.editing.known_names import KnownNames, known_in
from annotator.editing.marking import mark
from tests.editing.builders import project_at, with_article


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Aral"], "Aral met Karal and Aralia. Aral’s aide", ["Aral", "Aral"]),
        (["阿拉尔", "卡尔苏"], "能源部长阿拉尔前往卡尔苏。", ["阿拉尔", "卡尔苏"]),
        (["آرال"], "وقال آرال ولآرال وبآرال", ["آرال", "آرال", "آرال"]),
        (["קרסו"], "הוא נסע לקרסו ובקרסו", ["קרסו", "קרסו"]),
        (["เดิน"], "รัฐมนตรีเดินทาง", ["เดิน"]),
        (["the ministry"], "He told the ministry.", ["the ministry"]),
    ],
)
def test_known_names_are_found_as_words(names: list[str], text: str, found: list[str]) -> None:
    known = KnownNames()
    for name in names:
        known.learn(name)
    there = [text[one.start : one.end] for one in known.between(text, 0, len(text))]
    assert there == found


def test_the_names_of_a_project_are_those_of_its_marks(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    try:
        actor, place, claim = project.codebook.labels
        text = "Aral met Oden in Karsu, and said that nothing would change between them for years."
        article = with_article(project, text)
        for label, name in ((actor, "Aral"), (place, "Karsu"), (claim, text[19:])):
            start = text.index(name)
            mark(project, article, label, ((start, start + len(name)),))
        known = known_in(project.reader)
        assert len(known) == 2
        assert known.label_of("Karsu") == place.id
        assert known.label_of("Oden") is None
    finally:
        project.close()
