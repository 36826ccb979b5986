"""KPIs of the parts department, one module for each topic."""
