"""Who is related to whom: flows and layered maps."""
