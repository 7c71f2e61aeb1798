"""Finding a Python the program runs on.

Read by whatever `python3` is, so kept to what Python 3.6 understands: an old one
refuses in words and not with a syntax error.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)

_PROBE = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"


def settle() -> None:
    """Go on when this Python will do; else start again with one that does, or refuse."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    other = find_suitable()
    if other is None:
        sys.exit(refusal(sys.version_info[0], sys.version_info[1]))
    sys.exit(subprocess.call([other, *sys.argv]))


def refusal(major: int, minor: int) -> str:
    """The sentence for a Python that will not do, and no other on this computer."""
    return (
        f"Annotator runs on Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is Python {major}.{minor} "
        "and no other was found: install one of them and run this again."
    )


def find_suitable() -> "str | None":
    """The newest suitable Python on the PATH (or behind the Windows launcher), or None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        version = f"3.{minor}"
        commands = [["python" + version]]
        if os.name == "nt":
            commands.append(["py", "-" + version])
        for command in commands:
            found = _path_of(command, version)
            if found:
                return found
    return None


def _path_of(command: "list[str]", version: str) -> "str | None":
    """The Python behind a command, if there is one and it is of that version."""
    try:
        said = subprocess.check_output(
            [*command, "-c", _PROBE], stderr=subprocess.DEVNULL, universal_newlines=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = said.splitlines()
    return lines[1] if len(lines) == 2 and lines[0] == version else None
