"""Opens the window, or hands over to the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from annotator.cli.invocation import SAMPLE, asks_for_window


def main() -> int:
    """Run the program with the arguments it was started with; returns the exit status."""
    arguments = sys.argv[1:]
    if not asks_for_window(arguments):
        from annotator.cli.main import main as command_line  # noqa: PLC0415  windows need none of it

        return command_line(arguments)
    from annotator.ui.app import main as window  # noqa: PLC0415  commands never load Qt

    if arguments == [SAMPLE]:
        return window(sample=True)
    return window(Path(arguments[0]) if arguments else None)


if __name__ == "__main__":
    sys.exit(main())
