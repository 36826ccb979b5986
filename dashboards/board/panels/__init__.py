"""What explains the first figures of a department: small tables with bars drawn in their cells.

`panel` says what a panel is, `sheet` draws its table, `placing` asks and draws all panels of a
page; each other module is one kind of panel.
"""
