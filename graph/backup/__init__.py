"""One file for the whole home: written while the server runs, and restored whole or not at all."""
