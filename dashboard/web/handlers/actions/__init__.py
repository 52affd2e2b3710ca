"""The addresses by which steps of records are taken and taken back."""
