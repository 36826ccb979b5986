"""Source profiles: how one DMS, or one person's workbook, names tables and columns.

A profile is a frozen value (`data_loaders.profiles.profile`). The shipped ones are in `SHIPPED`;
a new one is a module beside these, one line in that tuple, and a test.
"""

from data_loaders.profiles.dealer_tr import DEALER_TR
from data_loaders.profiles.nhtsa import NHTSA_COMPLAINTS
from data_loaders.profiles.parts_demand import PARTS_DEMAND
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.profiles.sales_daily import SALES_DAILY
from data_loaders.profiles.standard import STANDARD

# In this order they are asked; the standard one last, since it fits nearly everything a little.
SHIPPED: tuple[SourceProfile, ...] = (
    DEALER_TR,
    PARTS_DEMAND,
    SALES_DAILY,
    NHTSA_COMPLAINTS,
    STANDARD,
)

__all__ = ["SHIPPED", "SourceProfile", "Target"]
