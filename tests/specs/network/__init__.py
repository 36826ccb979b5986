"""Worked examples of the network KPIs."""
