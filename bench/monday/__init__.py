"""Monday 09:00: many people with scopes of their own open their pages, in an open loop.

`marks` (what tells whose an amount is), `network` (stores whose amounts are marked), `people` (who
looks, and what is theirs), `asking` (what a browser sends), `timetable` (who comes when, fixed in
advance), `driver` (sends it, and takes times from when it was due), `oracle` (whose figures an
answer tells), `tally` (rates, percentiles, errors, leaks), `phases` and `monday` (the whole way),
`bare` (the reference), `report` (the tables of the page).
"""
