"""Programs that need an environment of their own: they have the same marks and relations.

    python -m tests.consumers.programs doccano ENVIRONMENT
    python -m tests.consumers.programs label-studio ENVIRONMENT
    python -m tests.consumers.programs bconv ENVIRONMENT

ENVIRONMENT is a virtual environment with the program in it, as in

    pip install doccano==1.8.4 "marshmallow<4" "numpy<2" "setuptools<81"
    pip install label-studio==1.23.2
    pip install bconv==1.2.1

doccano and Label Studio are started in an empty folder, driven through their own
interface, and stopped; what they give back is brought in again by this project's reader.
bconv tells itself what it sees. That is compared with what went in, by place, and the
result is kept for the table.
"""

from __future__ import annotations

import argparse
import io
import json
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
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record
from tests.consumers import outside
from tests.consumers.checks import compared, named
from tests.consumers.seen import Seen, end_at, links_between, links_of, marks_at, marks_of
from tests.consumers.web import Site, free_port, running
from tests.formats import samples

_NAME, _WORD = "coder@example.org", "a long enough pass word"
_TASK_S = 120


def main() -> int:
    """Run from the command line; the exit status is 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    every = {"doccano": with_doccano, "label-studio": with_label_studio, "bconv": with_bconv}
    parser.add_argument("program", choices=tuple(every))
    parser.add_argument("environment", type=Path)
    chosen = parser.parse_args()
    try:
        every[chosen.program](chosen.environment.resolve() / "bin")
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


# -- bconv -------------------------------------------------------------------------------


def with_bconv(programs: Path) -> None:
    """bconv, which takes one text with one track in a file."""
    form = named("pubannotation")
    with tempfile.TemporaryDirectory(prefix="annotator-bconv-") as folder:
        place = Path(folder)
        records, out = _written(form, place / "out", samples.options(form))
        documents = json.loads(out.read_bytes())
        single = [
            {"text": document["text"]} | track
            for document in documents
            for track in document.get("tracks", [document])
        ]
        files = [place / f"{at}.json" for at in range(len(single))]
        for file, document in zip(files, single, strict=True):
            file.write_text(json.dumps(document), encoding="utf-8")
        reader = Path(__file__).with_name("bconv_reader.py")
        said = subprocess.run(
            [str(programs / "python"), str(reader), *map(str, files)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    seen = [_seen_by_bconv(json.loads(line)) for line in said.stdout.splitlines()]
    result = compared([_seen(one) for one in records], seen, linked=True)
    _tell("pubannotation", f"bconv {_version(programs, 'bconv')}", result)


def _seen_by_bconv(one: dict[str, Any]) -> Seen:
    text, marks = one["text"], one["marks"]
    for _, pieces, words in marks.values():
        assert words == " [...] ".join(text[start:end] for start, end in pieces)
    places = Counter((label, *piece) for label, pieces, _ in marks.values() for piece in pieces)
    ends = {name: end_at(label, pieces[0]) for name, (label, pieces, _) in marks.items()}
    links = ((label, str(head), str(child)) for label, head, child in one["links"])
    return Seen(text, marks_at(text, places), links_between(ends, links))


# -- all ---------------------------------------------------------------------------------


def _written(form: Format, out: Path, how: Any) -> tuple[list[Record], Path]:
    """What an export of the samples promises, and its file."""
    records = [samples.fixture(), samples.hard(), samples.unmarked()]
    return [fitted(one, form, how).record for one in records], samples.write(
        form, records, out, how
    )


def _same(form: Format, sent: list[Record], back: Path) -> str:
    """Read what a program gives back; it is what went in, on the text as it is without CR."""
    assert form.read is not None
    refused: list[object] = []
    returned = list(form.read(back, ReadOptions(refused=refused.append)))
    assert not refused, refused
    both = [[_seen(with_lf(one)) for one in several] for several in (sent, returned)]
    return compared(*both, linked=any(one.relations for one in sent))


def _seen(record: Record) -> Seen:
    return Seen(record.text, marks_of(record), links_of(record))


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
