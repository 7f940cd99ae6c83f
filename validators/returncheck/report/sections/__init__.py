"""The sections of the page: marts in, what a template shows out."""
