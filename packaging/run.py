"""Start Annotator from a checkout: python3 packaging/run.py [PROJECT]

Without PROJECT the sample project opens. The first start makes the private
environment; later ones go straight to the window.
"""

import subprocess
import sys

import interpreter


def main() -> int:
    """Make everything ready and hand over to the program."""
    interpreter.settle()
    # Older Pythons would stumble over these before `settle` could refuse them.
    import bootstrap  # noqa: PLC0415
    from refusal import CannotPrepare  # noqa: PLC0415

    try:
        python = bootstrap.prepare("run")
    except CannotPrepare as refused:
        print(f"annotator: {refused}", file=sys.stderr)
        return 1
    try:
        return subprocess.call([python, "-m", "annotator", *(sys.argv[1:] or ["--sample"])])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
