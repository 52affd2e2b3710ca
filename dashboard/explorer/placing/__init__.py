"""Where records stand: by the server, the same for the same walk, and what stands never moves.

x grows to the right and y downwards, in units in which two neighbours stand about 100 apart; a
record's name stands below it.
"""

from dashboard.explorer.placing.places import Edge, placed
from dashboard.explorer.placing.room import Place, Places

__all__ = ["Edge", "Place", "Places", "placed"]
