"""The addresses of the pages on which one record is entered and changed."""
