"""Saved views of a walk: one file each in the home, opened again on later data."""
