"""The project's own benchmarks: every figure beside its reference, taken in the same run.

`measurement` (a figure, its reference, its bar), `processes` (time and peak memory of a command),
`loading` (a large CSV the whole way), `pages` (statements and server time of each page), `kpis`
(the whole catalogue at once), `scale` (one store in a large network and in a small one), `growth`
(networks of several sizes, copied out of a small one by `enlarging`), `references` (sums by hand),
`pace` (projections against the straight line), `bridges` (parting a change of profit), `start`
(from a fresh data directory to the first page), `monday` (many people at once, each with a scope of
his own), `written_page` (tables in the documentation).
"""
