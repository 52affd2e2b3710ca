"""What a file is, found from its bytes, and its sheets as grids of cells."""
