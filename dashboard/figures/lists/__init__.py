"""Tables, numbers, lists and boards."""
