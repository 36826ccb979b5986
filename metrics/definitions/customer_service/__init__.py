"""KPIs of the customer-service department, one module for each topic."""
