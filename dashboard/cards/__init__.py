"""Cards: a saved report and a figure as finished HTML, kept until its data change."""
