"""What must hold between figures on any data set, and whose fault it is where it does not.

``model`` (what an invariant is), ``ground`` (what it is checked on), ``register`` (all of them);
by theme: ``stock_flows``, ``identities``, ``parts_of_wholes``, ``cohorts``, ``shares``,
``grouping``, ``printed_totals``.
"""
