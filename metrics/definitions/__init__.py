"""The KPIs, one folder for each department, one module for each topic.

A module ends with ``KPIS``, a tuple of what it defines. ``metrics.catalogue`` lists the modules.
"""
