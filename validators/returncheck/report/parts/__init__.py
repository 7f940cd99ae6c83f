"""The parts of the page: each builds its view, which its template places."""
