"""All saved files: found, read again when they change, approved, begun anew."""
