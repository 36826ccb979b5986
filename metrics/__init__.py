"""What the figures mean: model, facts, definitions, compiler, reader, comparisons, listings.

Nothing here knows of screens, files or people; ``access.scope`` says what a reader may see.
"""
