"""The set-up scripts: stamps, layers, what pip hands on, what the browser tests lack."""
