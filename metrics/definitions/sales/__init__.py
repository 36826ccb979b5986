"""KPIs of the sales department, one module for each topic."""
