"""Content: the YAML that clinicians own, read strictly into frozen values."""
