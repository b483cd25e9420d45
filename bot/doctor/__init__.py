"""The doctor: looks over an installation, changes nothing, and says what it found and what to do."""
