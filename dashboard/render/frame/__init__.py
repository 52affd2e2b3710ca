"""What stands around the cards of a page: its chips, the line of facts, the page of help."""
