"""A table of staff's own made a register in the browser, and the registers of one's own."""
