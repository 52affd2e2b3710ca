"""关系探索: what the explorer asks of the graph, where its records stand, its saved views and files."""
