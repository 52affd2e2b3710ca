"""Testing every saved file on the live graph."""
