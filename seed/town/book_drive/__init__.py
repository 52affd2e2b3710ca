"""The invented book drive: donations, purchases, distributions to children."""
