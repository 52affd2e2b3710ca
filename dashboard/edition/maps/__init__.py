"""The four maps of an edition: one drawing each, as posters, SVG, PNG, a page to search in, and graph files."""
