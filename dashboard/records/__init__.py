"""The pages on which one record is entered, changed, ended, and its history read."""
