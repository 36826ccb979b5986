"""A simulated network of stores that writes extracts as dealers hand them in.

- ``plan``: what to simulate; ``truth``: what drives what, by how much; ``traits``, ``paths``,
  ``days``: stores, their drivers, their calendar
- ``store``: one store from beginning to end; the stages beside it are named after the trade
- ``dialects``, ``layout``, ``extracts``, ``columnar``: how it is written; ``faults``: what is wrong
  on purpose

It never writes into the warehouse: what it writes goes through the loaders.
"""

from data_loaders.demo.columnar import write_columnar
from data_loaders.demo.extracts import Planted, Written, write_extracts
from data_loaders.demo.plan import UNTIL, Format, Plan
from data_loaders.demo.truth import EFFECTS, WEAKNESSES, Effect, Weakness

__all__ = [
    "EFFECTS",
    "UNTIL",
    "WEAKNESSES",
    "Effect",
    "Format",
    "Plan",
    "Planted",
    "Weakness",
    "Written",
    "write_columnar",
    "write_extracts",
]
