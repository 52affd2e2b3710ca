"""Maps of the town without tiles."""
