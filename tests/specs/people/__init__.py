"""Worked examples of people, standards and safety."""
