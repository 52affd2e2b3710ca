"""Handlers of who is there: signing in and out, sessions, what the gate refuses."""
