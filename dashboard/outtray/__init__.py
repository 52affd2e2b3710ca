"""发件箱: reports and agendas made by the calendar, as files in the home, with a word to a group's robot."""

from dashboard.outtray.tray import OutTray

__all__ = ["OutTray"]
