"""The reload trial: content is saved again and again while it is served, most of it broken."""
