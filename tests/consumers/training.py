"""spaCy trains for one epoch on what a project exports.

    python tests/consumers/training.py [FOLDER]

Brings real Prodigy headlines into a project, exports them with the command line's own
`export --training --format spacy`, and runs `python -m spacy train` on the parts it made
to learn from and to tune by. Prints the score on the latter.
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
    """Two `.spacy` files: the parts to learn from and to tune by."""
    project, folder = str(place / "p.annotator"), place / "split"
    _annotator("new", project)
    _annotator("import", project, str(headlines / _FILE), "--skip-bad")
    _annotator("export", project, str(folder), "--training", "--format", "spacy")
    return folder / "train.spacy", folder / "dev.spacy"


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
