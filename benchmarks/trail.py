"""What a line of the trail costs: one of many, one that the disk must hold at once, and verifying."""

import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure
from cypher.reader import LOCAL
from dashboard.audit.trail import Trail
from dashboard.audit.verify.files import verify_files

LINES, AT_ONCE = 10_000, 50


def measure() -> list[Figure]:
    """In a home that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        trail = Trail(Path(folder))
        trail.record("sign_in", LOCAL)
        begun = perf_counter()
        for number in range(LINES):
            trail.record("download", LOCAL, "reports/wishes/unclaimed", format="xlsx", rows=number)
        many = (perf_counter() - begun) / LINES
        begun = perf_counter()
        for _ in range(AT_ONCE):
            trail.record("rights", LOCAL, "staff")
        synced = (perf_counter() - begun) / AT_ONCE
        trail.close()
        begun = perf_counter()
        found = verify_files(Path(folder) / "audit")
        verified = perf_counter() - begun
        assert not found.faults
        return [
            Figure("trail: a line", many * 1e6, "µs"),
            Figure("  a line that the disk holds at once", synced * 1e3, "ms"),
            Figure(f"  {LINES:,} lines verified in", verified, "s"),
        ]
