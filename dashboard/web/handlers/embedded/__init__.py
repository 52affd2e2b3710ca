"""The addresses of embedded cards: what stands in a frame elsewhere, and the stewards' page of all of them."""
