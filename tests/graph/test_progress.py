"""Progress of long work that begins anew."""

from graph.progress import Attempts, Silent


class _Counting:
    def __init__(self) -> None:
        self.done = 0

    def advance(self, steps: int = 1) -> None:
        self.done += steps

    def __enter__(self) -> "_Counting":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_what_is_done_again_is_not_counted_again() -> None:
    counted = _Counting()
    attempts = Attempts(counted)
    for steps, reached in ((2, 2), (5, 5), (3, 5), (6, 6)):
        attempts.begin()
        for _ in range(steps):
            attempts.advance()
        assert counted.done == reached
    attempts.begin()
    attempts.advance(9)
    assert counted.done == 9
    with Silent().task("读取", "Reading", 1) as task:
        Attempts(task).advance()
