"""What an edition says: its answers, frozen and corrected."""
