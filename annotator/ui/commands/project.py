"""The project: files, history, backups, codebook, paper."""

from __future__ import annotations

from annotator.ui.acts import codebook, files, meaning, printing
from annotator.ui.acts.safety import show_backups, show_history
from annotator.ui.commands.command import Command

_IN = "Project"


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("undo", "Undo", _IN, ("Ctrl+Z",), files.undo, scope="window", needs="writing"),
    Command("redo", "Redo", _IN, ("Ctrl+Shift+Z", "Ctrl+Y"), files.redo, scope="window",
            needs="writing"),
    Command("history", "History: what was done, and taking it back", _IN, ("Ctrl+H",),
            show_history, scope="window", needs="project"),
    Command("backups", "Backups…", _IN, (), show_backups, scope="window", needs="project"),
    Command("new-project", "New project…", _IN, ("Ctrl+N",), files.new_project, scope="window"),
    Command("open-project", "Open a project…", _IN, ("Ctrl+O",), files.open_project,
            scope="window"),
    Command("open-sample", "Open the sample project", _IN, (), files.open_sample, scope="window"),
    Command("close-project", "Close the project", _IN, ("Ctrl+W",), files.close_project,
            scope="window", needs="project"),
    Command("import", "Import articles or annotations…", _IN, ("Ctrl+I",), files.bring_in,
            scope="window", needs="project"),
    Command("import-report", "Show the last import report", _IN, (), files.show_import_report,
            scope="window", needs="project"),
    Command("export", "Export annotations…", _IN, ("Ctrl+E",), files.send_out, scope="window",
            needs="project"),
    Command("edit-codebook", "Edit the codebook…", _IN, ("Ctrl+B",), codebook.edit,
            scope="window", needs="writing"),
    Command("codebook-versions", "Compare versions of the codebook…", _IN, (),
            codebook.compare_versions, scope="window", needs="project"),
    Command("print", "Print the article…", _IN, ("Ctrl+P",), printing.print_article,
            scope="window", needs="article"),
    Command("save-pdf", "Save the article as PDF…", _IN, (), printing.save_pdf, scope="window",
            needs="article"),
    Command("my-name", "Change my annotator name…", _IN, (), files.change_name, scope="window"),
    Command("quit", "Quit", _IN, ("Ctrl+Q",), files.leave, scope="window"),
    Command("import-places", "Import a list of places…", _IN, (), meaning.import_places,
            scope="window"),
)
# fmt: on
