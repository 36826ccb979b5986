"""Charts: each kind a module; a frozen value that asks its questions and draws the answers.

Figures are plain dicts without a template. Colours are names of tokens (``var(--fc-good)``), which
the browser resolves for the theme in force. Bars start at zero.
"""
