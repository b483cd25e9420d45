"""Where other people read along: groups, comments, a channel's guide, and inline suggestions."""
