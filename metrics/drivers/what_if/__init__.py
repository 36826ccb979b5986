"""What a move of a driver goes with in one store, inside what the store has itself seen.

``experience`` says how far a store has seen each driver move, ``pattern`` how drivers move
together inside stores, ``moves`` which moves are on offer and what they go with. ``scenario`` puts
them together and, with ``pattern``, is for a process for statistics only; a page moves in a
scenario that it was given.
"""
