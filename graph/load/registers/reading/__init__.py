"""Rows of registers to rows of the model."""
