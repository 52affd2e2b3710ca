"""The page on which one walks through the graph."""
