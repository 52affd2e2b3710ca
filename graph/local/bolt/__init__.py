"""Questions to the running server over Bolt: signing in, is it well, does its blocklist hold."""
