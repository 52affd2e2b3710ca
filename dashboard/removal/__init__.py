"""A person's data removed on request: the graph, the loads and the files of a home; what other copies still hold is named."""
