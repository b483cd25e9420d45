"""What the shell completes as somebody types a command."""

from bot.content.folders import DEFAULT_BASE, TOPICS, languages, yaml_files


def topic_ids(incomplete: str) -> list[str]:
    """Return the ids of the shared topics that begin so; a topic's file bears its id."""
    ids = {file.stem for folder in languages(DEFAULT_BASE) for file in yaml_files(folder / TOPICS)}
    return sorted(topic for topic in ids if topic.startswith(incomplete))
