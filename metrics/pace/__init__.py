"""Where a month ends if it goes on as months of this store go on: projection, band, break-even.

``curves`` reads cumulative curves at a share of the selling days, ``projection`` makes a month's
end of them, ``errors`` says how far off such projections were, ``history`` fetches daily values in
one statement, ``outlook`` sets a month against its target, ``breakeven`` against its expenses;
``month`` and ``people`` put all of it together for a store. Nothing here is drawn or printed.
"""
