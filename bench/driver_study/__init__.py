"""Does a driver analysis find what was planted, and only that? Thousands of panels say.

``planted`` makes panels whose truth is known, ``designs`` lists what is planted, ``runs`` analyses
them, ``tally`` counts, ``summary`` and ``report`` write the tables of ``docs/driver-study.md``,
``study`` goes through all of it.
"""
