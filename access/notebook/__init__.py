"""What people write down beside the figures; every read and write is within a scope.

- `entries`   what an entry is about, who may see it, and what text it may hold
- `actions`   what is to be done about a figure, by whom, until when, and what came of it
- `notes`     what happened on a day that a figure should be read with
- `personal`  what each person keeps for himself
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
from access.notebook.personal import (
    NewView,
    Preferences,
    SavedView,
    find_view,
    keep_preferences,
    keep_view,
    preferences_of,
    remove_view,
    toggle_pin,
    views_of,
)
from access.notebook.reading import Notebook

__all__ = (
    "About",
    "Action",
    "ActionChange",
    "EntryError",
    "NewAction",
    "NewView",
    "NoteKind",
    "Notebook",
    "Preferences",
    "SavedView",
    "Status",
    "Written",
    "actions_of",
    "change_action",
    "find_action",
    "find_view",
    "is_open",
    "keep_preferences",
    "keep_view",
    "may_remove",
    "notes_of",
    "open_action",
    "preferences_of",
    "remove_note",
    "remove_view",
    "toggle_pin",
    "views_of",
    "write_notes",
)
