"""spaCy trains for one epoch on what a project exports.

    python tests/consumers/training.py [FOLDER]

Brings real Prodigy headlines into a project, exports them with the command line's own
`export --format spacy`, in two projects for training and for scoring, and runs
`python -m spacy train` on them. Prints the score.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

_FILE = "annotated_news_headlines-ORG-PERSON-LOCATION-ner.jsonl"


def _annotator(*arguments: str) -> None:
    command = [sys.executable, "-m", "annotator", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=_CHECKOUT, timeout=120)


def exported(place: Path, headlines: Path) -> tuple[Path, Path]:
    """Two `.spacy` files: four fifths of the headlines, and the rest."""
    lines = (headlines / _FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    found = []
    for name, own in (
        ("train", [line for at, line in enumerate(lines) if at % 5]),
        ("dev", [line for at, line in enumerate(lines) if not at % 5]),
    ):
        source, project = place / f"{name}.jsonl", place / f"{name}.annotator"
        source.write_text("".join(own), encoding="utf-8")
        _annotator("new", str(project))
        _annotator("import", str(project), str(source), "--skip-bad")
        _annotator("export", str(project), str(place / f"{name}.spacy"), "--format", "spacy")
        found.append(place / f"{name}.spacy")
    return found[0], found[1]


def config(place: Path) -> Path:
    """A pipeline that finds entities, as `spacy init config` makes it."""
    path = place / "config.cfg"
    command = ["-m", "spacy", "init", "config", str(path), "--lang", "en", "--pipeline", "ner"]
    subprocess.run([sys.executable, *command, "--force"], check=True, capture_output=True)
    return path


def score(place: Path, headlines: Path) -> float:
    """The F-score after one epoch, between 0 and 1."""
    train, dev = exported(place, headlines)
    command = [sys.executable, "-m", "spacy", "train", str(config(place))]
    command += [
        "--paths.train",
        str(train),
        "--paths.dev",
        str(dev),
        "--output",
        str(place / "model"),
    ]
    command += ["--training.max_epochs", "1", "--training.eval_frequency", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    meta = json.loads((place / "model" / "model-best" / "meta.json").read_bytes())
    return float(meta["performance"]["ents_f"])


def main(arguments: list[str]) -> int:
    """Print the score; the exit status is 1 where it is nothing."""
    shared = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"
    folder = Path(arguments[0]) if arguments else shared / "prodigy-news-headlines"
    with tempfile.TemporaryDirectory() as place:
        found = score(Path(place), folder)
    print(f"F after one epoch: {found:.3f}")
    return 0 if found > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
