"""The error for a cell that holds nothing its column could mean."""

from graph.load.table.problems import Words


class NotAValue(Exception):
    """What is wrong with the cell and what would be right, where more is known than that.

    ``wrong`` follows the quoted value: ``没有这一天``.
    """

    def __init__(self, wrong: Words | None = None, expected: Words | None = None) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.expected = expected
