"""The invented town, made from one number."""

from random import Random

from seed.invented import activities, money, organisations, records, riders, stations
from seed.invented.base import FIRST_DAY, LAST_DAY, Rows, Town

__all__ = ["FIRST_DAY", "LAST_DAY", "rows"]


def rows(number: int) -> Rows:
    """The town's rows by class name; the same number gives the same rows everywhere."""
    town = Town(Random(number))
    groups = organisations.build(town)
    spots = stations.build(town)
    sites, _ = riders.build(town, spots)
    stations.reaches(town, spots, sites)
    records.build(town, groups)
    money.build(town, groups)
    activities.build(town, groups)
    return dict(town.rows)
