"""What the program remembers between starts, in one readable JSON file.

Nothing in here is work: a lost or damaged settings file costs window shapes, not
annotations, so a file that cannot be read is set aside and the program starts
with its defaults.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from annotator import home

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What JSON can hold."""


class Settings:
    """A small dictionary on disk. `set` writes at once, by an atomic rename."""

    def __init__(self, path: Path | None = None) -> None:
        self._values: dict[str, Plain] = {}
        self.path = path or home.settings_folder() / "settings.json"
        try:
            read = msgspec.json.decode(self.path.read_bytes())
            if isinstance(read, dict):
                self._values = read
        except FileNotFoundError:
            pass
        except (OSError, ValueError):
            with contextlib.suppress(OSError):
                self.path.replace(self.path.with_suffix(".damaged"))

    def get(self, name: str, default: Plain = None) -> Plain:
        return self._values.get(name, default)

    def text(self, name: str, default: str = "") -> str:
        found = self._values.get(name)
        return found if isinstance(found, str) else default

    def number(self, name: str, default: float) -> float:
        found = self._values.get(name)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        return float(found) if is_number else default  # type: ignore[arg-type]

    def flag(self, name: str, *, default: bool) -> bool:
        found = self._values.get(name)
        return found if isinstance(found, bool) else default

    def texts(self, name: str) -> list[str]:
        found = self._values.get(name)
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def set(self, **values: Plain) -> None:
        """Remember values. A folder that cannot be written to is no reason to stop."""
        if all(self._values.get(name) == value for name, value in values.items()):
            return
        self._values.update(values)
        with contextlib.suppress(OSError):
            self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_suffix(f".{os.getpid()}.tmp")
        known = msgspec.json.encode(dict(sorted(self._values.items())))
        temporary.write_bytes(msgspec.json.format(known, indent=1))
        temporary.replace(self.path)


def own_name(settings: Settings) -> str:
    """The annotator's name: as set, else as logged in."""
    return settings.text("annotator_name") or _login()


def _login() -> str:
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        import pwd  # noqa: PLC0415  not on every system

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return "annotator"
