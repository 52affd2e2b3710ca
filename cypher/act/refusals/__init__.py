"""Why an action is refused: in words, for what is no choice, for what others changed meanwhile."""
