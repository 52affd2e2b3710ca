"""A file planned, and the plan as it is chosen for, kept, shown."""
