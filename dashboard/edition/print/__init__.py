"""Fonts and typesetting for paper."""
