"""A wish with its whole life: rows of a register to events and records, and back."""
