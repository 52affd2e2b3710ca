"""Riders, their jobs, and the activities they take part in."""
