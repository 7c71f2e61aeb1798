"""Copies of a story: listed, compared with their originals, linked or taken out."""
