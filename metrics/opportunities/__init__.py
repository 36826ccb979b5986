"""What it would be worth to a store to close its gaps to its peers, counted once.

``levers`` says which figures of the tree can be moved, ``closing`` works out what moving all of
them together brings and shares it out, ``listing`` reads a store and its peers and ranks. All of it
is arithmetic: estimated effects come from changes inside stores and price no gap between them.
"""
