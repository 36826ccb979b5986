"""The verbs of `forecourt`, one module each; `settings` and `errors` serve them all."""
