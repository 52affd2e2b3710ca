"""One saved file: its text to header and statement, with file and line of every problem."""
