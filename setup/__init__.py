"""What a machine needs before Forecourt can run or be tested; only the standard library is used."""
