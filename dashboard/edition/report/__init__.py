"""The annual report: an outline with figures from saved reports, as PDF and as Word."""
