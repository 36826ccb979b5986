"""The server around the screen: gate, sign-in, health, headers, static files."""
