"""The proof: folders mirror the rooms."""
