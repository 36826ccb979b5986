"""What can be said of one store: its own months where they suffice, else leaning on the network.

``own_months`` regresses one store on one driver beside the months of all others, ``leaning`` holds
the slopes of stores back towards the network's, ``about`` puts both together and ``result`` is what
comes out. Only a process for statistics imports ``leaning`` and ``about``.
"""
