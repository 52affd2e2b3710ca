"""The data of one person taken out on request: of the graph, its notes, its loads; what was counted stays counted."""
