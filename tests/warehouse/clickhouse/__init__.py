"""Tests of `warehouse.clickhouse`."""
