"""The verbs of `forecourt`, one module each; `settings` and `errors` serve them all.

A verb is a module with `NAME`, `HELP`, `configure(parser)` and `run(args, settings, out)`, which
returns the exit status. `verbs.VERBS` lists them.
"""
