"""The documented marts as files for other tools, such as Power BI.

`command` does it; `formats` stands alone, so that the command line starts at once.
"""
