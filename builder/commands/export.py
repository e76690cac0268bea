"""`dispatchbox export`: the archive as csv, sqlite, skos or bagit."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands import report_problems

PLACES = {"csv": "export", "sqlite": "archive.db", "skos": "issues.ttl", "bagit": "bag"}
"""Kind → where it goes without -o."""


@click.command(epilog="Example: dispatchbox export sqlite -o archive.db && datasette archive.db")
@click.argument("kind", type=click.Choice(list(PLACES)))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for csv and bagit.")
@click.option("--drafts", is_flag=True, help="Drafts too.")
def command(kind: str, output: Path | None, drafts: bool) -> None:
    """Write the archive in a form that other programs read.

    csv: a folder of tables. sqlite: a database with full-text search, made for Datasette. skos: the
    thesaurus of issues as Turtle. bagit: seeds, content and settings with their checksums, for keeping; the
    one export that also holds what `rights:` withholds from the public.
    """
    from builder.config import load_project
    from builder.desk.exporting import concepts_of, tables_of
    from builder.engine.edition import open_edition
    from builder.publish import export

    project = load_project(Path.cwd())
    target = output or Path(PLACES[kind])
    if kind == "bagit":
        site = project.config.site
        info = (("Source-Organization", site.author), ("External-Description", site.title))
        parts = ("config.yaml", "content", "seeds", "themes")
        count = export.write_bag(project.root, parts, info, target)
        click.echo(f"{target}: {count:,} files")
        return
    edition, problems = open_edition(project, drafts)
    if kind == "csv":
        made = export.write_csv(tables_of(edition), target)
        click.echo("\n".join(map(str, made)))
    elif kind == "sqlite":
        export.write_sqlite(tables_of(edition), target)
        click.echo(f"{target}: {len(edition.archive.entries):,} briefings")
    else:
        view = edition.site.view
        concepts = concepts_of(edition)
        export.write_skos(concepts, view.title, view.base_url, view.language, target)
        click.echo(f"{target}: {len(concepts):,} issues")
    edition.packs.close()
    report_problems(problem for problem in problems if problem.level == "error")
