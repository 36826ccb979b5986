"""Worked examples of the customer-service department."""
