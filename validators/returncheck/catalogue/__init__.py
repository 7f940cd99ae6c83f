"""Rules, indicators and areas, read from the one place where each is written."""
