"""People: training, staff, standards and safety."""
