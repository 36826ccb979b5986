"""The registry that all tables of the warehouse share."""

import sqlalchemy as sa

METADATA = sa.MetaData()
