"""The safety screen: red flags, looked for in every message before anything else reads it."""
