"""Stores, departments and people beside one another: what the comparison page is made of.

``choices`` reads the address, ``asked`` asks, ``gaps`` is the answer, ``table``, ``heat`` and
``multiples`` show what lies behind it, ``controls`` are its switches. Statistics are in
``metrics.side_by_side``.
"""
