"""What keeps an open page fresh: a stream that says that something moved, and what has changed."""
