"""Snapshots published to ClickHouse, for readers on other machines and networks of any size.

The data directory stays where loading happens: extracts, parts, merging, checks, and a snapshot on
disk. `send` carries that snapshot to ClickHouse, where readers find it. In one database lie

    forecourt_versions            one row a version; the newest one is the pointer
    forecourt_readers             who read which version when, so that none is taken away too soon
    forecourt_loader              is there while somebody sends; its comment says who
    <table>__<number>             rows of a table, as the version of that number brought them
    <table>__<number>_on_shard    the same on each server of a cluster; the one above reads them all

A table that did not change stays what it was: the row of a version says which tables it consists
of. Of a large one that changed, the months that did not are linked, not sent.

`place`       what a URL says: server, database, cluster, replication
`columns`     tables of the snapshot on disk, as ClickHouse declares them
`months`      what of a table changed
`versions`    the rows that say what there is
`holding`     one sender at a time
`sending`     the steps, and the one that readers see
`collecting`  what nobody needs any more
`reader`      the newest version, held for as long as somebody refers to it
"""

from warehouse.clickhouse.place import Place, place_of
from warehouse.clickhouse.reader import PublishedVersion, VersionReader
from warehouse.clickhouse.sending import Sending, number_there, send, standing

__all__ = [
    "Place",
    "PublishedVersion",
    "Sending",
    "VersionReader",
    "number_there",
    "place_of",
    "send",
    "standing",
]
