"""What a check gives back, and how it is read from the marts."""
