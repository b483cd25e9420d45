"""The database: what came in and is not answered, what is decided and not delivered, and little else."""
