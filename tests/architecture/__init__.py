"""What the shape of the code promises: directions, sizes, words, locks, completeness."""
