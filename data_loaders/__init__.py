"""From extracts to checked tables, published as a snapshot."""
