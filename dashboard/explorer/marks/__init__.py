"""Marks: the rules by which records of a walk stand out, as files and as a view keeps them."""
