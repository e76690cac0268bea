"""`dispatchbox init`: a new archive that builds at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from builder.errors import refused
from builder.publish.pages_host import pages_workflow
from builder.shipped import shipped

CONFIG = """\
# Every option, with its default: docs/config.md. Unknown keys are errors.
site:
  title: {title}
  description: ""
  # Where the site will be published, with any folder: https://user.github.io/repo/
  base_url: ""
  language: en
  author: ""
  rights: ""
"""

GITIGNORE = """\
public/
.dispatchbox/
"""

README = """\
# {title}

A briefing archive, kept with Dispatchbox.

- `seeds/`: raw articles (text, HTML, Markdown, …). Never edited.
- `content/briefings/`: the cleaned articles. Correct them by hand; what you write stays.
- `content/people/`, `content/issues/`: who is who, and the subjects you follow.
- `dispatchbox build` makes `public/`; `dispatchbox serve` shows it while you work.
"""


@click.command(epilog="Example: dispatchbox init my-archive && cd my-archive && dispatchbox build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="Title of the archive; by default made from the folder's name.")
def command(folder: Path, title: str) -> None:
    """Make a new archive in FOLDER: options, empty rooms, a starter vocabulary of issues, a workflow."""
    if folder.exists() and any(folder.iterdir()):
        raise refused("E010", folder.as_posix(), "The folder is not empty.", "Name a new or empty one.")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    for room in ("seeds", "content/briefings", "content/people", "content/pages", "themes"):
        (folder / room).mkdir(parents=True)
        (folder / room / ".gitkeep").touch()
    shutil.copytree(shipped("issues"), folder / "content" / "issues")
    quoted = name.replace('"', "'")
    files = {
        "config.yaml": CONFIG.format(title=f'"{quoted}"'),
        "README.md": README.format(title=name),
        ".gitignore": GITIGNORE,
        ".github/workflows/pages.yml": pages_workflow(),
    }
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    click.echo(f"Made {folder.as_posix()}/. Put articles into its seeds/, then: dispatchbox build")
