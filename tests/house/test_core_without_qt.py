"""Everything but the window works on a machine where Qt cannot even be imported."""

from __future__ import annotations

import subprocess
import sys

_IMPORT_ALL = """
import importlib, pkgutil, sys

class Refuser:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Refuser())
import annotator
for module in pkgutil.walk_packages(annotator.__path__, "annotator."):
    if not module.name.startswith("annotator.ui"):
        importlib.import_module(module.name)
        print(module.name)
assert "PySide6" not in sys.modules
"""


def test_the_core_imports_with_qt_blocked() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IMPORT_ALL],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules = done.stdout.split()
    assert "annotator.domain.change" in modules
    assert len(modules) > 15
