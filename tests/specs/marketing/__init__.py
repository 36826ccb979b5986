"""Worked examples of the marketing department."""
