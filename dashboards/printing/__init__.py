"""Pages on paper: components as plain HTML that needs nothing from elsewhere, to be printed."""
