"""Long work that outlives a page: a record on disk, progress, cancel, result."""

from dashboard.jobs.jobs import Jobs
from dashboard.jobs.progress import JobProgress
from dashboard.jobs.record import JobRecord
from dashboard.jobs.store import JobStore

__all__ = ["JobProgress", "JobRecord", "JobStore", "Jobs"]
