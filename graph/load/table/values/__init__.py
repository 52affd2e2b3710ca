"""Texts of cells as days, times and numbers, or the reason why they are none."""
