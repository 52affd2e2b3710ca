"""Whether the trail is as it was written, by its own files and by what stands elsewhere."""
