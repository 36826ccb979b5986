"""Journeys across the rooms: from an extract to a figure."""
