"""KPIs of the marketing department, one module for each topic."""
