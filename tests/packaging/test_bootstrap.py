"""The private environment: made once, filled when its lock changed, mended when broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from refusal import CannotPrepare


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> bootstrap.Environment:
    made = bootstrap.Environment(tmp_path_factory.mktemp("checkout") / ".venv")
    assert not made.usable()
    made.make()
    return made


def _copy(environment: bootstrap.Environment, folder: Path) -> bootstrap.Environment:
    shutil.copytree(environment.folder, folder / ".venv", symlinks=True)
    return bootstrap.Environment(folder / ".venv")


def test_a_made_environment_is_usable(environment: bootstrap.Environment) -> None:
    assert environment.usable()


def test_it_sees_the_checkout_from_any_folder(
    environment: bootstrap.Environment, tmp_path: Path
) -> None:
    checkout = tmp_path / "İbrahim's « checkout »"
    (checkout / "marked").mkdir(parents=True)
    (checkout / "marked" / "__init__.py").write_text("here = 'yes'\n", encoding="utf-8")
    environment.see(checkout)
    done = subprocess.run(
        [environment.python, "-c", "import marked; print(marked.here)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "yes", done.stderr


def test_the_stamp_follows_the_lock(environment: bootstrap.Environment, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("# nothing yet\n", encoding="utf-8")
    assert not environment.holds("run", lock)
    environment.install("run", lock)
    assert environment.holds("run", lock)
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.holds("run", lock)
    assert not environment.holds("test", lock)
    lock.write_text("# something else\n", encoding="utf-8")
    assert not environment.holds("run", lock)


def test_a_lock_that_cannot_be_installed_leaves_no_stamp(
    environment: bootstrap.Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    lock = tmp_path / "bad.txt"
    lock.write_text(f"annotator-has-no-such-thing==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(CannotPrepare, match="could not be installed"):
        environment.install("bad", lock)
    assert not environment.holds("bad", lock)


def test_a_lost_python_is_noticed_and_mended(
    environment: bootstrap.Environment, tmp_path: Path
) -> None:
    broken = _copy(environment, tmp_path)
    broken.python.unlink()
    assert not broken.usable()
    broken.make()
    assert broken.usable()


def test_another_minor_version_is_not_ours(
    environment: bootstrap.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert not environment.usable()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a matter of Linux")
@pytest.mark.parametrize(
    ("said", "named"), [("glibc 2.31", "glibc 2.31"), (None, "another C library")]
)
def test_a_linux_too_old_for_qt_is_refused_in_words(
    said: str | None, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.confstr", lambda _name: said)
    with pytest.raises(CannotPrepare, match=named):
        bootstrap.prepare("run")
