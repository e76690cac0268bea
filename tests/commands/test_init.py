"""A new archive is whole from its first minute."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_type_hints

import pytest
from click.testing import CliRunner

from builder.commands.init import command
from builder.config import Config, OutletOptions, SiteOptions, load_project
from builder.errors import ContentError


def test_a_new_archive_has_options_rooms_vocabulary_and_workflow(tmp_path: Path) -> None:
    folder = tmp_path / "my-archive"
    result = CliRunner().invoke(command, [str(folder)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "dispatchbox build" in result.output
    project = load_project(folder)
    assert project.config.site.title == "My archive"
    assert (folder / ".github" / "workflows" / "pages.yml").is_file()
    assert "public/" in (folder / ".gitignore").read_text()
    for room in ("seeds", "content/issues", "content/people", "themes"):
        assert (folder / room).is_dir()


def test_its_options_show_every_option_with_its_default(tmp_path: Path) -> None:
    folder = tmp_path / "box"
    CliRunner().invoke(command, [str(folder)], catch_exceptions=False)
    written = load_project(folder).config
    assert written == Config(site=SiteOptions(title="Box"))
    path = folder / "config.yaml"
    path.write_text(re.sub(r"^( *)# (?=[\w ]+:)", r"\1", path.read_text("utf-8"), flags=re.M), "utf-8")
    shown = load_project(folder).config
    assert shown._replace(outlets={}) == written
    assert shown.outlets["The Example Times"].hosts == ("example.org",)
    kept = path.read_text("utf-8")
    for room, options in get_type_hints(Config).items():
        for name in get_type_hints(OutletOptions if room == "outlets" else options):
            assert re.search(rf"^ +{name}:", kept, re.M), f"{room}.{name}"


@pytest.mark.parametrize("title", ['The "Red" Case', "Ça va: oui", "no", "2013"])
def test_any_title_survives_as_text(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "x"
    CliRunner().invoke(command, [str(folder), "--title", title], catch_exceptions=False)
    assert load_project(folder).config.site.title == title.replace('"', "'")


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ContentError, match="not empty"):
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
