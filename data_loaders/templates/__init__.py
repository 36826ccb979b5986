"""Workbooks that people fill in and hand back: written here, read by the loaders like any extract.

Headings are those of ``warehouse.schema``, so that the standard profile reads them. A sheet with
instructions comes first and is skipped on loading; lists behind the cells are in a hidden sheet.
"""
