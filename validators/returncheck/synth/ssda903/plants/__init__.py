"""Faults to plant, by the tables that they touch."""
