"""All worked examples."""

from tests.specs.example import Example
from tests.specs.sales import deliveries

_MODULES = (deliveries,)

EXAMPLES: tuple[Example, ...] = tuple(e for module in _MODULES for e in module.EXAMPLES)
