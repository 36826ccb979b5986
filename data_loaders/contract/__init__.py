"""What a column of our tables asks of the text that comes in, and how whole chunks are checked.

`fields` derives it from `warehouse.schema`, `cells` reads one text, `conversion` reads a chunk.
"""
