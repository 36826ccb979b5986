"""The way of a load: extracts in, accepted parts, quarantined rows and a report out.

`loading.load_extracts` is the door. Publishing what comes out is not done here.
"""
