"""A knowledge base is found by its folders, and its files by their endings."""

from pathlib import Path

from bot.content.folders import is_language, languages, yaml_files


def test_a_language_is_a_folder_with_topics(tmp_path: Path) -> None:
    """Of everything in a base, the folders with topics in them are its languages, in order."""
    for name in ("fr/topics", "en/topics", "pictures"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "pictures" / "topics").write_text("x")

    assert [folder.name for folder in languages(tmp_path)] == ["en", "fr"]
    assert not is_language(tmp_path / "nowhere")


def test_content_is_what_ends_like_yaml(tmp_path: Path) -> None:
    """Every visible file that ends in some spelling of YAML counts, in order, and no other."""
    for name in ("b.yaml", "a.yml", "C.YAML", ".b.yaml", "d.yaml~", "e.txt", "yaml", ".yaml"):
        (tmp_path / name).write_text("x")

    assert [path.name for path in yaml_files(tmp_path)] == ["C.YAML", "a.yml", "b.yaml"]


def test_a_missing_folder_has_no_files(tmp_path: Path) -> None:
    """A folder that is not there holds nothing, and is no error here."""
    assert yaml_files(tmp_path / "nowhere") == ()
