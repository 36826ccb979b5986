"""What people write down beside the figures; every read and write is within a scope.

- `entries`   what an entry is about, who may see it, and what text it may hold
- `actions`   what is to be done about a figure, by whom, until when, and what came of it
- `notes`     what happened on a day that a figure should be read with
- `reading`   all of it, as a screen reads it
"""

from access.notebook.actions import (
    Action,
    ActionChange,
    NewAction,
    Status,
    actions_of,
    change_action,
    find_action,
    open_action,
)
from access.notebook.entries import About, EntryError, is_open
from access.notebook.notes import (
    NoteKind,
    Written,
    may_remove,
    notes_of,
    remove_note,
    write_notes,
)
from access.notebook.reading import Notebook

__all__ = (
    "About",
    "Action",
    "ActionChange",
    "EntryError",
    "NewAction",
    "NoteKind",
    "Notebook",
    "Status",
    "Written",
    "actions_of",
    "change_action",
    "find_action",
    "is_open",
    "may_remove",
    "notes_of",
    "open_action",
    "remove_note",
    "write_notes",
)
