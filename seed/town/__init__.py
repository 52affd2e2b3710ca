"""The invented town: everything in it is synthetic, and made from one number."""

from seed.town.make import rows

__all__ = ["rows"]
