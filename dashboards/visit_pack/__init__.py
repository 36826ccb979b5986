"""The visit pack: one page per store for whoever visits it, as slides and as a printed page.

``agreed`` is what was agreed before, ``content`` decides what a page says, ``slides`` and ``sheet``
draw it, ``ordering`` is how the screen asks for a pack that a process of its own makes.
"""
