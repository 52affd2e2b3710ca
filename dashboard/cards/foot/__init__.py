"""What the line under a figure is made from."""
