"""The sentences the script of a kept form says, in the language of its document: without a network it cannot ask."""

from __future__ import annotations

from typing import Any

from livinglab.words import forms, t

PLACE = {"place": "{place}", "places": "{places}"}  # the script fills these in


def offline_words() -> dict[str, Any]:
    """Name → sentence, or its forms where it says a number."""
    return {
        "getting_ready": t("offline.getting_ready"),
        "ready": t("offline.ready"),
        "not_ready": t("offline.not_ready"),
        "needs_network_once": t("offline.needs_network_once"),
        "kept": t("offline.kept"),
        "nothing_yet": t("offline.nothing_yet"),
        "full": t("offline.full"),
        "not_kept": t("offline.not_kept"),
        "no_room": t("offline.no_room"),
        "keeps_nothing": t("offline.keeps_nothing"),
        "mine_here": t("participant.conflict_written"),
        "kept_there": t("participant.conflict_kept"),
        "same_answers": t("offline.same_answers"),
        "file_kept": t("offline.file_kept"),
        "file_remove": t("participant.file_remove"),
        "place": t("offline.page_name", **PLACE),
        "instance": t("participant.instance", title="{title}", n="{n}"),
        "instances": dict(forms("participant.instances")),
        "instances_none": t("participant.instances_none"),
        "instance_empty": t("participant.instance_empty"),
        "add": t("participant.instance_add"),
        "add_another": t("participant.instance_add_another"),
        "change": t("participant.change"),
        "change_named": t("offline.instance_change_named", n="{n}"),
        "remove": t("participant.instance_remove"),
        "remove_named": t("offline.instance_remove_named", n="{n}"),
        "untitled": t("participant.page_untitled", n="{n}"),
        "acknowledged": t("participant.acknowledged"),
        "missing_blank": t("participant.missing_blank"),
        "waiting_title": t("offline.waiting_title"),
        "waiting": t("offline.waiting"),
        "waiting_here": t("offline.waiting_here"),
        "waiting_reopen": t("offline.waiting_reopen"),
        "trying": t("offline.trying"),
        "still_waiting": t("offline.still_waiting"),
        "sent_title": t("offline.sent_title"),
        "sent": t("offline.sent"),
        "receipt_number": t("offline.receipt_number", receipt="{receipt}"),
        "set_aside_title": t("offline.set_aside_title"),
        "refused_title": t("offline.refused_title"),
        "stays": t("offline.stays"),
        "file_name": t("offline.file_name"),
        "saved": t("offline.saved"),
        "saved_files": dict(forms("offline.saved_files")),
        "left_behind": dict(forms("offline.left_behind")),
        "to_correct": t("offline.to_correct"),
        "link_unknown": t("offline.link_unknown"),
        "closed": t("offline.closed"),
        "answered_elsewhere": t("offline.answered_elsewhere"),
        "newer": t("offline.newer"),
    }


def interview_words() -> dict[str, str]:
    """What an interviewer's device says besides."""
    return {
        "title": t("shared.interviews"),
        "ready": t("shared.ready"),
        "code_missing": t("shared.code_missing"),
        "begun_one": t("shared.begun", n=1),
        "begun": t("shared.begun", n=2).replace("2", "{n}"),
        "begun_none": t("shared.begun_none"),
        "take_up": t("shared.take_up"),
        "delete": t("shared.delete_this"),
        "delete_sure": t("shared.delete", code="{code}"),
        "waiting": t("shared.state_waiting"),
        "sent": t("shared.state_sent"),
        "set_aside": t("shared.state_set_aside"),
        "to_correct": t("shared.state_to_correct"),
        "refused": t("shared.state_refused"),
        "save": t("offline.save_file"),
        "begun_title": t("shared.draft"),
        "older": t("shared.older_version"),
    }
