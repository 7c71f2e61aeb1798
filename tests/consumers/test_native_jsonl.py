"""What the README says of loading an export is true: its own lines are run here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from annotator.editing.exchange import ExportOptions, ImportOptions, bring_in, send_out, unwatched
from annotator.editing.project import Project

pytestmark = pytest.mark.consumer

_CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The records of an export of the sample articles' gold, in `export.jsonl` right here."""
    project = Project.create(tmp_path / "p.annotator", own_name="tester")
    bring_in(project, [_CHECKOUT / "seeds" / "gold.jsonl"], ImportOptions(), unwatched)
    send_out(project, tmp_path / "export.jsonl", ExportOptions(), unwatched)
    project.close()
    monkeypatch.chdir(tmp_path)
    lines = (tmp_path / "export.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _lines_of_the_readme(naming: str) -> str:
    blocks = re.findall(
        r"```python\n(.*?)```", (_CHECKOUT / "README.md").read_text("utf-8"), re.DOTALL
    )
    (block,) = [one for one in blocks if naming in one]
    assert isinstance(block, str)
    return block


def test_spacy_loads_every_span_that_stands_on_words(export: list[dict[str, Any]]) -> None:
    pytest.importorskip("spacy", reason="spaCy is in the lock for consumers")
    loop = _lines_of_the_readme("char_span")
    found: list[Any] = []
    exec(  # noqa: S102  the README's own lines
        loop + "\n    docs.append(doc)\n", {"docs": found}
    )
    assert len(found) == len(export)
    loaded = aligned = 0
    for doc, record in zip(found, export, strict=True):
        assert doc.text == record["text"]
        edges = {token.idx for token in doc}, {token.idx + len(token) for token in doc}
        wanted = {
            (start, end, span["label"])
            for span in record["spans"]
            for start, end in span["fragments"]
            if start in edges[0] and end in edges[1]
        }
        got = {(one.start_char, one.end_char, one.label_) for one in doc.spans["sc"]}
        assert got == wanted
        loaded, aligned = loaded + len(got), aligned + len(record["spans"])
    assert loaded > 0.6 * aligned  # Chinese and Turkish suffixes stand within blank tokens


def test_datasets_loads_every_record_as_it_is(
    export: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    pytest.importorskip("datasets", reason="datasets is in the lock for consumers")
    names: dict[str, Any] = {}
    exec(_lines_of_the_readme("load_dataset"), names)  # noqa: S102  the README's own lines
    loaded = names["data"].to_list()
    for came, went in zip(loaded, export, strict=True):
        # datasets reads a plain date as a moment, and writes that moment out again
        assert came["meta"]["published"] == f"{went['meta']['published']} 00:00:00"
        came["meta"]["published"] = went["meta"]["published"]
    assert loaded == export
