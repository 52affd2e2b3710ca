"""The collector of cycles is asked less often while something is loaded, and as before afterwards."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from graph.load.collector import OBJECTS, fewer_collections


def test_it_is_as_before_once_the_last_has_ended():
    before, both = gc.get_threshold(), Barrier(2)

    def load(_: int) -> int:
        with fewer_collections():
            both.wait(10)
            with fewer_collections():
                pass
            return gc.get_threshold()[0]

    with ThreadPoolExecutor(2) as pool:
        assert OBJECTS in pool.map(load, range(2))
    assert gc.get_threshold() == before


def test_it_is_as_before_where_the_work_fails():
    before = gc.get_threshold()
    try:
        with fewer_collections():
            raise ValueError
    except ValueError:
        assert gc.get_threshold() == before
