"""The faults that can be planted in a made-up CIN census return, by subject."""
