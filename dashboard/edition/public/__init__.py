"""What the public may read: suppression of small counts."""
