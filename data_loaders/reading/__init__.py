"""From bytes to sheets of text: what a file is, how it is encoded, where its headings stand.

`opening.open_sheets` is the door; each format has a module of its own behind it.
"""
