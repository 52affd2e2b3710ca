"""Where everything of a map stands on its sheet: who stands with whom, how much fits, the places in points."""
