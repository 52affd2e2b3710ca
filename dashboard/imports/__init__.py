"""Bringing in files: uploads, plans, landing and undoing, shared by the page and the command line."""
