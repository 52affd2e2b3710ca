"""Organisations that are merged: what passes to the other one, what ends, and what is refused after."""
