"""Writing checked rows to the graph as one load, and removing what is synthetic."""
