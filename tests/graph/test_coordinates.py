"""Chinese map coordinates come out where other libraries' published examples put them."""

from math import cos, hypot, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.load.write.coordinates import gcj02, to_wgs84

# longitude, latitude in WGS-84 and in GCJ-02: the test pairs published with eviltransform
PUBLISHED = [
    pytest.param((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597), id="shanghai"),
    pytest.param((113.912316, 22.543847), (113.9171764808363, 22.540796131694766), id="shenzhen"),
    pytest.param((116.377817, 39.911954), (116.38404722455657, 39.91334545536069), id="beijing"),
]


def metres(a, b):
    """How far two places are from each other, near enough for a few metres."""
    east = (a[0] - b[0]) * cos(radians(a[1]))
    return hypot(east, a[1] - b[1]) * 111_320


@pytest.mark.parametrize(("wgs", "gcj"), PUBLISHED)
def test_gcj02_of_published_places(wgs, gcj):
    assert metres(gcj02(*wgs), gcj) < 0.01


@pytest.mark.parametrize(("wgs", "gcj"), PUBLISHED)
def test_published_gcj02_places_come_back(wgs, gcj):
    assert metres(to_wgs84(*gcj, "GCJ-02"), wgs) < 0.02


def test_gcj02_inverse_published_as_exact():
    # published as the exact inverse of (116.404, 39.915), not the usual one-step guess
    assert metres(to_wgs84(116.404, 39.915, "GCJ-02"), (116.39775549316407, 39.9135968017578)) < 0.1


def test_bd09_of_a_published_place():
    # 116.404, 39.915 in BD-09 is published as this place in GCJ-02
    gcj = (116.39762729119315, 39.90865673957631)
    assert metres(to_wgs84(116.404, 39.915, "BD-09"), to_wgs84(*gcj, "GCJ-02")) < 0.02


def test_bd09_is_far_from_wgs84_and_gcj02_is_less_far():
    here = (121.7, 31.2)
    bd, gcj = to_wgs84(*here, "BD-09"), to_wgs84(*here, "GCJ-02")
    assert 900 < metres(bd, here) < 1500
    assert 300 < metres(gcj, here) < 700


def test_wgs84_stays_as_it_is():
    assert to_wgs84(121.71, 31.22, "WGS-84") == (121.71, 31.22)


@settings(deadline=None)
@given(st.floats(75, 134), st.floats(18, 53))
def test_there_and_back_within_a_decimetre(longitude, latitude):
    there = gcj02(longitude, latitude)
    assert metres(to_wgs84(*there, "GCJ-02"), (longitude, latitude)) < 0.1
