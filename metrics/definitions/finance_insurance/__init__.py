"""KPIs of finance and insurance, one module for each topic."""
