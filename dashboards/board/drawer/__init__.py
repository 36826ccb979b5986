"""The parts of the panel that teaches: each about one KPI, composed by `drill`."""
