"""The addresses at which reports of the town's own are written."""
