"""The project's own benchmarks, each beside its reference, as ratios."""
