"""What came, went and moved since a meeting or a day."""
