"""KPIs of after-sales, one module for each topic."""
