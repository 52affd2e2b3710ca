"""The annual edition: a folder that stands by itself, made from saved Cypher as of one day."""

from dashboard.edition.content.folders import Editions
from dashboard.edition.content.order import Order
from dashboard.edition.making import make
from dashboard.edition.manifest import Manifest
from dashboard.edition.verifying import verify

__all__ = ["Editions", "Manifest", "Order", "make", "verify"]
