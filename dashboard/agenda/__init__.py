"""Agendas of meetings: what is shown in which order, printed as a handout, kept as it was shown."""
