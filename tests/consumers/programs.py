"""doccano and Label Studio at work: they take an export in, and give the same marks back.

    python -m tests.consumers.programs doccano ENVIRONMENT
    python -m tests.consumers.programs label-studio ENVIRONMENT

ENVIRONMENT is a virtual environment of its own with the program in it, as in

    pip install doccano==1.8.4 "marshmallow<4" "numpy<2" "setuptools<81"
    pip install label-studio==1.23.2

The program is started in an empty folder, driven through its own interface, and stopped.
What it exports is compared with what went in, and is brought in again by this project's
reader. The result is kept for the table.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from annotator.formats.fitting import fitted
from annotator.formats.format import Format, ReadOptions
from annotator.formats.record import Record
from tests.consumers import outside
from tests.consumers.checks import Pieces, named, pieces_of
from tests.consumers.web import Site, free_port, running
from tests.formats import samples

_NAME, _WORD = "coder@example.org", "a long enough pass word"
_TASK_S = 120


def main() -> int:
    """Run from the command line; the exit status is 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", choices=("doccano", "label-studio"))
    parser.add_argument("environment", type=Path)
    chosen = parser.parse_args()
    programs = chosen.environment.resolve() / "bin"
    try:
        if chosen.program == "doccano":
            with_doccano(programs)
        else:
            with_label_studio(programs)
    except AssertionError as differs:
        print(differs)
        return 1
    return 0


# -- doccano -----------------------------------------------------------------------------


def with_doccano(programs: Path) -> None:
    """Both kinds of project of doccano."""
    form = named("doccano")
    with tempfile.TemporaryDirectory(prefix="annotator-doccano-") as folder:
        place = Path(folder)
        port = free_port()
        own = {
            "HOME": folder,
            "DATABASE_URL": f"sqlite:///{place / 'doccano.db'}",
            "MEDIA_ROOT": str(place / "media"),
            "SECRET_KEY": "only for this check",
        }
        doccano = str(programs / "doccano")
        for command in (["init"], ["createuser", "--username", "coder", "--password", _WORD]):
            _do([doccano, *command], place, own)
        commands = [
            [doccano, "webserver", "--port", str(port), "--workers", "1"],
            [doccano, "task", "--concurrency", "1"],
        ]
        with running(commands, place, own):
            site = Site(port)
            site.wait("/v1/health/?format=json")
            site.post("/v1/auth/login/", {"username": "coder", "password": _WORD})
            results = [
                _through_doccano(site, form, place, kind) for kind in ("sequence", "relations")
            ]
    _tell("doccano", f"doccano {_version(programs, 'doccano')}", "; ".join(results))


def _through_doccano(site: Site, form: Format, place: Path, kind: str) -> str:
    how = samples.options(form, project=kind)
    records, out = _written(form, place / kind, how)
    linked = kind == "relations"
    project = site.post(
        "/v1/projects",
        {
            "name": kind,
            "description": "check",
            "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject",
            "allow_overlapping": True,
            "use_relation": linked,
            "collaborative_annotation": True,
            "tags": [],
        },
    )["id"]
    upload = site.upload("/v1/fp/process/", "filepond", out).decode()
    task = site.post(
        f"/v1/projects/{project}/upload",
        {
            "format": "JSONL",
            "task": "RelationExtraction" if linked else "SequenceLabeling",
            "uploadIds": [upload],
            "column_data": "text",
            "column_label": "label",
            "encoding": "utf_8",
        },
    )["task_id"]
    said = _finished(site, task)
    assert not said or not said.get("error"), said
    task = site.post(
        f"/v1/projects/{project}/download", {"format": "JSONL", "exportApproved": False}
    )["task_id"]
    _finished(site, task)
    package = zipfile.ZipFile(
        io.BytesIO(site.fetch(f"/v1/projects/{project}/download?taskId={task}"))
    )
    back = place / f"{kind}-back.jsonl"
    back.write_bytes(b"".join(package.read(name) for name in package.namelist()))
    result = _same(form, records, back)
    return f"{kind}: {result}"


def _finished(site: Site, task: str) -> Any:
    until = time.monotonic() + _TASK_S
    while time.monotonic() < until:
        state = site.get(f"/v1/tasks/status/{task}")
        if state["ready"]:
            assert not state["error"], state["error"]
            return state["result"]
        time.sleep(0.3)
    raise TimeoutError(task)


# -- Label Studio ------------------------------------------------------------------------


def with_label_studio(programs: Path) -> None:
    """A project of Label Studio with the labelling configuration that goes out with the data."""
    form = named("labelstudio")
    key = "0123456789abcdef" * 2 + "01234567"
    with tempfile.TemporaryDirectory(prefix="annotator-label-studio-") as folder:
        place = Path(folder)
        port = free_port()
        own = {
            "HOME": folder,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            "LATEST_VERSION_CHECK": "false",
            "COLLECT_ANALYTICS": "false",
            "SENTRY_DSN": "",
            "FRONTEND_SENTRY_DSN": "",
        }
        start = [
            str(programs / "label-studio"), "start", "--no-browser", "--port", str(port),
            "--data-dir", folder, "--username", _NAME, "--password", _WORD,
            "--user-token", key,
        ]  # fmt: skip
        records, out = _written(form, place / "out", samples.options(form))
        with running([start], place, own):
            site = Site(port)
            site.headers["Authorization"] = f"Token {key}"
            site.wait("/health")
            configuration = out.with_name(f"{out.stem}.config.xml").read_text(encoding="utf-8")
            project = site.post("/api/projects", {"title": "check", "label_config": configuration})[
                "id"
            ]
            site.upload(f"/api/projects/{project}/import", "file", out)
            back = place / "back.json"
            back.write_bytes(site.fetch(f"/api/projects/{project}/export?exportType=JSON"))
        result = _same(form, records, back)
    _tell("labelstudio", f"Label Studio {_version(programs, 'label-studio')}", result)


# -- both --------------------------------------------------------------------------------


def _written(form: Format, out: Path, how: Any) -> tuple[list[Record], Path]:
    """What an export of the samples promises, and its file."""
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    return [fitted(one, form, how).record for one in records], samples.write(
        form, records, out, how
    )


def _same(form: Format, sent: list[Record], back: Path) -> str:
    """Read what a program gives back; the texts and marks are those that went in."""
    assert form.read is not None
    refused: list[object] = []
    returned = list(form.read(back, ReadOptions(refused=refused.append)))
    assert not refused, refused
    went, came = _marks(sent), _marks(returned)
    assert {one.text for one in returned} == {_lf(one.text) for one in sent}, "texts differ"
    assert went == came, f"missing: {went - came}; only there: {came - went}"
    links = [sum(len(one.relations) for one in several) for several in (sent, returned)]
    assert links[0] == links[1], f"{links[1]} of {links[0]} relations"
    marks = f"{came.total()} of {went.total()} marks"
    return f"{marks}, {links[1]} of {links[0]} relations" if links[0] else marks


def _marks(records: list[Record]) -> Counter[tuple[str, Any]]:
    """The words of each mark with its place, on the text as it is without CR."""
    found: Counter[tuple[str, Any]] = Counter()
    for one in records:
        for piece, number in _placed(one).items():
            found[_lf(one.text), piece] += number
    return found


def _placed(record: Record) -> Pieces:
    text = record.text
    return Counter(
        {
            (label, start - text.count("\r\n", 0, start), end - text.count("\r\n", 0, end)): number
            for (label, start, end), number in pieces_of(record).items()
        }
    )


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n")


def _do(command: list[str], place: Path, own: dict[str, str]) -> None:
    subprocess.run(
        command, cwd=place, env={**os.environ, **own}, check=True, capture_output=True, timeout=300
    )


def _version(programs: Path, package: str) -> str:
    asked = f"import importlib.metadata as known; print(known.version({package!r}))"
    said = subprocess.run(
        [str(programs / "python"), "-c", asked],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return said.stdout.strip()


def _tell(form: str, program: str, result: str) -> None:
    print(f"{program}: {result}")
    outside.record(form, f"{program} (programs.py)", result)


if __name__ == "__main__":
    sys.exit(main())
