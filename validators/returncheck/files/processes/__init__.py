"""Work in processes of its own: a pool of them, and what one of them is told."""
