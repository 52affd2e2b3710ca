"""Passwords: which are good enough, how they are hashed, the first one that is given out."""
