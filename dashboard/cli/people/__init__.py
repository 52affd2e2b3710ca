"""Commands about people: accounts, and in whose name a command acts."""
