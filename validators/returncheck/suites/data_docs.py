"""Writes Great Expectations' Data Docs, cut down to what may leave the machine.

Values are left out, and so is every script and style that a browser would fetch.
"""
