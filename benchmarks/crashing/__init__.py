"""The crash trial: the running bot is killed again and again, and nothing that was asked may be lost."""
