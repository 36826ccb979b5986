"""From extracts to checked tables, published as a snapshot.

- `sources`: folders, archives, files and databases, each giving extracts
- `reading`: what a file is, its encoding, its sheets as text
- `profiles`: how one source names tables and columns
- `values`, `contract`: what the text of a cell means, and what a table asks of it
- `pipeline`: a load from end to end; `report` and `wording` say what it did
- `demo`: a simulated network of stores that writes extracts
"""
