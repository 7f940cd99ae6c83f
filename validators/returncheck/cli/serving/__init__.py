"""What `returncheck ui` is made of: a private folder, a worker, a guarded server."""
