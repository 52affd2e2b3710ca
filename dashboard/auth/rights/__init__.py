"""What each role may do: one file of rights with a sentence each, which a home can change."""

from dashboard.auth.rights.table import Right, Rights, shipped_rights

__all__ = ["Right", "Rights", "shipped_rights"]
