"""What the text of one cell means: dates, numbers, codes, closed lists, personal data.

Each reader takes the odd forms people and programs write; the everyday forms of large files are
converted by the engine in `data_loaders.contract.conversion`, with the same outcome.
"""
