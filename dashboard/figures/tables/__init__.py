"""Tables in another shape: codes as ticks, series side by side."""
