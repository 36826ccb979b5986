"""Guards by room: what `tests.security.mutations` puts together."""
