"""The window: the only room that speaks Qt."""

import gc

# Importing Qt's classes makes thousands of objects that stay; the collector would go
# over them again and again for nothing. `app` wakes it once the window is painted.
gc.disable()
