"""The data files of an edition: a workbook, CSV with a dictionary, and a script that rebuilds the graph."""
