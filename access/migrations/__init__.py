"""The history of the application database; run by `access.migrate`, never by hand."""
