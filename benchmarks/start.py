"""What a command costs before it does anything: CPU seconds of fresh processes."""

import subprocess
import sys
from statistics import median

from benchmarks.figures import Figure

HELP, LIST, CATALOGUE = 0.3, 0.8, 0.15
"""CPU seconds."""
ROUNDS = 5
_COMMAND = """
import resource, sys
from contextlib import redirect_stdout, suppress
from io import StringIO
sys.argv[1:] = {words!r}
with redirect_stdout(StringIO()), suppress(SystemExit):
    from dashboard.cli import main
    main()
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
"""
_CATALOGUE = """
import time
from cypher.library.catalogue import Catalogue
begun = time.process_time()
Catalogue.load()
print(time.process_time() - begun)
"""


def _numbers(program: str) -> list[float]:
    """What one fresh process prints, as numbers."""
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    return [float(word) for word in output.split()]


def measure() -> list[Figure]:
    """``lianxin --help``, ``lianxin report list`` and the catalogue, the median of five."""
    figures = []
    for name, words, most in (
        ("lianxin --help", ["--help"], HELP),
        ("lianxin report list", ["report", "list"], LIST),
    ):
        runs = [_numbers(_COMMAND.format(words=words)) for _ in range(ROUNDS)]
        figures.append(Figure(f"{name}: CPU", median(run[0] for run in runs), "s", most=most))
    taken = median(_numbers(_CATALOGUE)[0] for _ in range(ROUNDS))
    return [*figures, Figure("Catalogue.load: CPU", taken, "s", most=CATALOGUE)]
