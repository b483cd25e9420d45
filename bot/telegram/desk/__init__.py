"""The desk: conversations between a patient in private and the clinic's staff in their own chat."""
