"""The window: the only room that speaks Qt."""

import builtins
import gc

# Importing Qt's classes makes thousands of objects that stay; the collector would go
# over them again and again for nothing. `app` wakes it once the window is painted.
gc.disable()

import PySide6  # noqa: E402, F401  puts an import of its own in place of Python's

# The binding's import reads the source of every module that comes after it, to see
# whether it wants Qt's names spelt in snake case. None here does, and all that reading
# takes a tenth of the start: Python's own import is as good.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
