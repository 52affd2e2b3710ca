"""Commands that look after a home: its server, its backups, its log."""
