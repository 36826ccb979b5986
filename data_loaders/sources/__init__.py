"""Where extracts come from: folders, archives, single files, databases.

`opening` is not here but in `data_loaders.collecting`, since sources know nothing of one another.
"""
