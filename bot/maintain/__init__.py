"""What maintainers run: checks and reports on the knowledge base."""
