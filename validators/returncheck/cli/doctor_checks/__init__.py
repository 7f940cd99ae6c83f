"""What `returncheck doctor` looks at: one module a subject, a line each."""
