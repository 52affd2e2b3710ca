"""The 320 invented wishes and everything that happens to them."""
