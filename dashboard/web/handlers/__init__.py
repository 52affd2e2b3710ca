"""The handlers of every address, each with its table of routes in ``web/routes.py``."""
