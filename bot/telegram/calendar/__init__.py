"""The recovery calendar in a patient's chat: their day, what is said of it, and check-ins."""
