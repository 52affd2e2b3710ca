"""What is shown of a walk, as files to take away: tables, a graph, a picture."""
