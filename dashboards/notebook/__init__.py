"""What people write down beside the figures, as the screen shows it."""
