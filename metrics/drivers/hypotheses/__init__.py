"""What is held to drive what, declared before anything is fitted.

One module for each department ends with ``HYPOTHESES`` and ``SET_ASIDE``: the pairs that are
tested, each with its one lag, and those of the trade's list that are not, with the reason.
``outcome`` and ``hypothesis`` say what they are made of, ``registry`` lists them. Nothing is
estimated here.
"""
