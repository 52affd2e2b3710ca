"""What stands around the cards of a page: the line of facts, the page of help."""
