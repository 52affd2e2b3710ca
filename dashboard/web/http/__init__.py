"""HTTP itself: what comes in at all, by which router, on how many connections, with which headers."""
