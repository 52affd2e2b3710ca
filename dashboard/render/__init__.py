"""One page for one reader: the address, the form, the cards, the page template."""
