"""Two editions compared: relationships that came, went, grew and shrank on one map, and a table of changes."""
