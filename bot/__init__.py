"""The aftercare bot: answers patients after a facial thread lift from a reviewed knowledge base."""
