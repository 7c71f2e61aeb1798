"""What is remembered survives; a damaged settings file costs no more than its contents."""

from __future__ import annotations

from pathlib import Path

from annotator.settings import Settings, own_name


def test_values_come_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    Settings(file).set(zoom=1.5, recent=["a", "b"], left_shown=False)
    again = Settings(file)
    assert again.number("zoom", 1.0) == 1.5
    assert again.texts("recent") == ["a", "b"]
    assert again.flag("left_shown", default=True) is False
    assert [one.name for one in file.parent.iterdir()] == ["settings.json"]


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"zoom": 1.', encoding="utf-8")
    settings = Settings(file)
    assert settings.number("zoom", 1.0) == 1.0
    assert (tmp_path / "settings.damaged").read_text(encoding="utf-8") == '{"zoom": 1.'


def test_values_of_another_kind_are_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"zoom": "big", "recent": [1, "a"], "left_shown": 3}', encoding="utf-8")
    settings = Settings(file)
    assert settings.number("zoom", 1.0) == 1.0
    assert settings.texts("recent") == ["a"]
    assert settings.flag("left_shown", default=True) is True


def test_the_annotators_name_is_as_set_or_the_login(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert own_name(settings)
    settings.set(annotator_name="Aylin K.")
    assert own_name(settings) == "Aylin K."
