"""How long it takes from each delivery site to the service stations around it: derived, never entered."""

from graph.reach.distance import DETOUR, KMH, Place, straight_metres
from graph.reach.moving import moves
from graph.reach.refresh import ReachReport, Unplaced, reach_after, recompute_reach, refresh_reach

__all__ = [
    "DETOUR",
    "KMH",
    "Place",
    "ReachReport",
    "Unplaced",
    "moves",
    "reach_after",
    "recompute_reach",
    "refresh_reach",
    "straight_metres",
]
