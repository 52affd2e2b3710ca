"""Who is there: accounts, sessions, what each role may do, and the gate that every request passes."""
