"""The field's words as values. Nothing here reads a file, a database or a screen."""
