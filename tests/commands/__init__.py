"""The verbs of `forecourt`, and the settings and errors that serve them all."""
