"""KPIs of the whole store's profit and its finance department, one module for each topic."""
