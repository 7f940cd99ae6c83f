"""`python -m returncheck`, the same as the command `returncheck`."""

from returncheck.cli import main

if __name__ == "__main__":
    main()
