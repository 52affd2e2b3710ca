"""Saved Cypher: the files themselves, and what reads, admits, runs and writes them out."""
