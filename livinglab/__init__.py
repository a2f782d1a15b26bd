"""The Flask application: people, sessions, prototypes, studies and their reports."""
