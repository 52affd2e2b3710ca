"""Accounts: who may sign in, by which password and code, and how often one may try."""
