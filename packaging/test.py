"""Run every check and test: python3 packaging/test.py [--quick] [--consumers] [PYTEST ARGS]

--quick leaves out the window tests and the benchmarks; --consumers adds the tests that
load exports into spaCy and datasets, which are large and fetched when asked for.
"""

import sys

import interpreter


def main() -> int:
    """Make everything ready and run the checks, one after the other."""
    interpreter.settle()
    # Older Pythons would stumble over these before `settle` could refuse them.
    import bootstrap  # noqa: PLC0415
    import checks  # noqa: PLC0415
    from refusal import CannotPrepare  # noqa: PLC0415

    choice = checks.Choice.of(sys.argv[1:])
    try:
        python = bootstrap.prepare(
            "consumers" if choice.consumers else "test", windows=not choice.quick, fonts=True
        )
        return checks.run_all(python, choice)
    except CannotPrepare as refused:
        print(f"packaging/test.py: {refused}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
