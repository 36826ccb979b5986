"""The morning page: lines of the dealership, what changed, overdue work, break-even."""
