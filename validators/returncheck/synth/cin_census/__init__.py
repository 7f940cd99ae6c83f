"""Made-up CIN census returns."""
