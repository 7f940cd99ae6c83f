"""The rules of the CIN census in plain Python, to hold the project's own against.

Written from the wording of the rules alone, slow and simple on purpose. Nothing here
reads the project's SQL, its YAML or its package.
"""
