"""The commands of the window, a file for each group; `table` has them all."""
