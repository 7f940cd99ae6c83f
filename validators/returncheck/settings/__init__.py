"""What a team says beside its returns: `returncheck.yml`, explanations."""
