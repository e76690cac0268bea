"""`dispatchbox init`: a new archive that builds at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from builder.errors import refused
from builder.publish.pages_host import pages_workflow
from builder.shipped import shipped

CONFIG = """\
# Unknown keys are errors. What is commented out shows the default.
site:
  title: {title}
  description: ""             # one paragraph for the front page
  # Where the site will be published, with any folder: https://user.github.io/repo/
  base_url: ""
  language: en                # of the interface, and of briefings that do not say
  author: ""                  # who keeps the archive
  rights: ""                  # a sentence below every briefing
  # theme: default            # or a folder under themes/
  # repository: ""            # its address, for "suggest a correction"

# build:
#   page_size: 50             # briefings on one page of a list
#   related: 5                # below each briefing
#   feed_limit: 20            # newest briefings in a feed
#   json_feeds: true
#   search: true
#   records: true             # publish what was removed from each seed
#   data: true                # JSON, CSV and citation files beside the pages
#   card: true                # a picture for links that are shared
#   jobs: 0                   # processes; 0: one per core
#   workers: ""               # a Dask cluster: dask://HOST:PORT

# ingest:
#   max_bytes: 20000000       # a larger seed is refused
#   max_line: 1000000         # characters

# print:
#   paper: a4                 # or letter
#   pdf: false                # a PDF beside each briefing
#   books: false              # a briefing book beside each person and issue

# remote:
#   content: ""               # s3://bucket/content
#   output: ""

# outlets:
#   The Example Times:
#     hosts: [example.org]    # whose articles are this outlet's
#     aliases: [Example Times]
#     remove: ['Read more in our archive.*']   # whole lines that are no part of an article
#     rights: full            # or excerpt, excerpt:100 (words), metadata
"""

GITIGNORE = """\
/public/
/.dispatchbox/
# What dispatchbox print and export make
/*.pdf
/export/
/archive.db
/issues.ttl
/bag/
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
