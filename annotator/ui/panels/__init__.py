"""The panels of the window, one file each; `assembly` puts them where they stand."""
