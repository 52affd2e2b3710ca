"""The web server: routes, handlers, live documents."""
