"""Which operating KPIs go with profit: panels, estimates, gates, importance, bridges.

Nothing here draws or reads text for people: results name their refusals by code, and the screen and
the command line put them into words.
"""
