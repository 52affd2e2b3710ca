"""Saved actions: one file says who may do what to a record, when it is refused, and what it changes."""
