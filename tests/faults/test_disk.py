"""Calls that fail, a disk that fills up, a database that is held: said, survived, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import harness, preload
from tests.stories.driver import needs_a_screen

_CHECKOUT = Path(__file__).resolve().parents[2]

_NARROW = """
import random, resource, sys
from pathlib import Path
from annotator.domain.refusal import NotSaved
from annotator.editing.project import Project
from tests.faults.acts import Acts

path = Path(sys.argv[1])
project = Project.create(path, own_name="tester")
acts = Acts(project, random.Random(5))
acts.forwards_only()
for _ in range(20):
    acts.one()
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 65536, most))
refused = 0
while not refused:
    try:
        acts.one()
    except NotSaved as why:
        refused += 1
        assert "is not saved: the disk" in str(why), why
done = project.reader.journal(limit=1)[0].seq
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
project.try_again()
assert not project.hand
assert project.reader.journal(limit=1)[0].seq == done + 1
project.close()
print(done)
"""


_LATE = """
import errno, os, random, sys
from pathlib import Path
from annotator.domain.refusal import NotSaved
from annotator.editing.project import Project
from annotator.store.check import check
from tests.faults.acts import Acts

folder = Path(sys.argv[1])
path = folder / "p.annotator"
project = Project.create(path, own_name="tester")
acts = Acts(project, random.Random(5))
for _ in range(5):
    acts.one()
arm = os.open(folder / "arm", os.O_WRONLY | os.O_CREAT)
for at in range(1, 9):
    os.write(arm, f"sync {at} {errno.EIO} 1".encode())
    try:
        acts.do("mark")
    except NotSaved:
        project.try_again()
    assert not project.hand
os.write(arm, b"none")
project.close()
found = check(path)
assert found == [], found
"""


@pytest.mark.skipif(bool(preload.missing()), reason=preload.missing() or "-")
def test_an_error_after_an_act_is_done_leaves_it_done(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _LATE, str(folder)],
        cwd=_CHECKOUT, env=preload.environment(preload.compiled(tmp_path), folder),
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(bool(preload.missing()), reason=preload.missing() or "-")
def test_calls_that_fail_lose_nothing() -> None:
    told = harness.run("errors", "--step", "120")
    for line in told.splitlines():
        if line:
            tally = json.loads(line.partition(" ")[2])
            assert tally["trials"] > 20
            assert tally["refusals"]["not saved"] > 40


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there")
def test_a_file_that_may_not_grow_keeps_the_act_in_hand(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _NARROW, str(tmp_path / "p.annotator")],
        cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


@pytest.mark.window
def test_what_stands_in_the_way_of_saving_is_said_in_the_window() -> None:
    needs_a_screen()
    told = harness.run("trouble")
    assert "\nread-only: " in told
    (line,) = [one for one in told.splitlines() if one.startswith("forbidden: ")]
    assert "not saved: it cannot be written to." in line or "left out" in line
    assert "not saved: another program is using it." in told
    assert told.startswith("full: ")
    if "full: left out" not in told:
        assert "\nkilled: " in told
