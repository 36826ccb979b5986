"""Exact change: what of a change in profit, or of a gap between two stores, comes from where.

``nodes`` says what a decomposition tree is, ``sales`` to ``funds`` write down the branches of each
department, ``trees`` puts them together, ``linear`` proves that every split is an identity of the
formulas. ``amounts`` reads the sums of a tree, ``weights`` and ``mix`` part a change, ``bridging``
walks the tree, ``ordinary`` says which changes are no more than noise. Nothing here estimates.
"""
