"""Pages of the editor of questionnaires."""

from __future__ import annotations

from livinglab.web.doors.door import WRITE, Doors

DOORS: Doors = {
    WRITE: (
        "editor.drafts",
        "editor.start",
        "editor.begin",
        "editor.discarding",
        "editor.discard",
        "editor.outline",
        "editor.arrange",
        "editor.moving",
        "editor.removing",
        "editor.remove_row",
        "editor.undo",
        "editor.redo",
        "editor.choose_kind",
        "editor.new_question",
        "editor.add_question",
        "editor.question",
        "editor.scales",
        "editor.add_scale",
        "editor.save_question",
        "editor.check_expression",
        "editor.translate",
        "editor.save_translations",
        "editor.new_language",
        "editor.settings",
        "editor.save_settings",
        "editor.preview",
        "editor.try_out",
        "editor.tried",
        "editor.keep_example",
        "editor.check",
        "editor.publish",
        "editor.workbook",
    ),
}
