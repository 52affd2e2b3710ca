"""The addresses of agendas, of the records of meetings, and of what changed since one."""
