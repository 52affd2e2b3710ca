"""``python -m dashboard`` is the ``lianxin`` command."""

from dashboard.cli import main

main()
