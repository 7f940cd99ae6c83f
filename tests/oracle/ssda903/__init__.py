"""The rules of the SSDA903 in plain Python, written from the specification alone."""
