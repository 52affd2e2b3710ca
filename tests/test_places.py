from math import cos, radians

import pytest

from graph.places import gcj02, to_wgs84

HEQING = (121.719, 31.239)


def test_gcj02_lies_east_and_south_of_wgs84_round_heqing():
    # measured shift there: about 416 m east and 225 m south
    there = gcj02(*HEQING)
    east = (there[0] - HEQING[0]) * 111_320 * cos(radians(HEQING[1]))
    north = (there[1] - HEQING[1]) * 110_900
    assert east == pytest.approx(416, abs=10)
    assert north == pytest.approx(-225, abs=10)


def test_gcj02_is_undone_to_a_centimetre():
    assert to_wgs84(*gcj02(*HEQING), "GCJ-02") == pytest.approx(HEQING, abs=1e-6)


def test_a_listing_in_bd09_comes_out_where_the_town_is():
    # a public listing of the town: (121.7301, 31.2426) in BD-09 is about 121.719 E, 31.239 N
    assert to_wgs84(121.7301, 31.2426, "BD-09") == pytest.approx(HEQING, abs=0.001)
