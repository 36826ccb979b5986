"""A DMS's own SQL database as a source: PostgreSQL, MySQL, MariaDB, whatever SQLAlchemy reaches.

A person states it in a small file (`statement`), or names a bare address, whose tables are then
all read whole. Rows become Parquet text, so that one way of checking serves files and databases.

`statement`  the file that states a source
`marks`      how far a table has been read, and the arithmetic of watermarks
`connecting` a connection that only reads, and never for long
`paging`     a table in pages, or streamed whole
`cells`      values as text
`spool`      pages that wait on disk until all of their table are there
`fetching`   one table: what is new, as an extract, or nothing
`reading`    a whole source, over lost connections

How far a table was read is published with its rows, as a row of `source_positions`: a load that
is killed, or a server that stops half-way, moves nothing.
"""

from data_loaders.sources.database.fetching import Fetched
from data_loaders.sources.database.marks import Mark
from data_loaders.sources.database.reading import Databases, Known, Pace
from data_loaders.sources.database.statement import is_database, is_statement

__all__ = ["Databases", "Fetched", "Known", "Mark", "Pace", "is_database", "is_statement"]
