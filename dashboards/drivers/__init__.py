"""What goes with profit: the page of the driver analysis and its words.

``sentences`` puts results into words, for the page and for the command line; ``ordering`` is how
the screen asks for an analysis that a process of its own works out. Statistics are in
``metrics.drivers``; nothing here imports a statistics library.
"""
