"""What `returncheck watch` is made of: looking, waiting, telling."""
