"""What may run: the server's plan and the statement's tokens, each against a list of what only reads."""
