"""What stands behind ``graph.client.Graph``: questions with a deadline, and what is remembered of them."""
