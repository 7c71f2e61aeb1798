"""Libraries that come with the optional extra `articles`."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput


def needed(module: str, what: str, source: Path) -> Any:
    """The module of that name. Raises BadInput with what to install where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        said = f'needs a library to read {what}: pip install "annotator[articles]"'
        raise BadInput(str(source), None, said) from missing
