"""Embeds: one card for a page of another site, issued by a steward, with an end and for named hosts only."""
