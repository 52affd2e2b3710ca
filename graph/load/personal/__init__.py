"""Personal data in files: found in headers and cells, so that none is taken in unseen."""

from graph.load.personal.findings import personal_findings
from graph.load.personal.headers import is_personal_header

__all__ = ["is_personal_header", "personal_findings"]
