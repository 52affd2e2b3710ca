"""Reports of the town's own, written in the browser: begun, looked at, tried, saved, taken away."""

from dashboard.own_reports.desk import Draft, OwnReports, Trial

__all__ = ["Draft", "OwnReports", "Trial"]
