"""What people do: one function is one transaction and one audit line. Keyword-only; `by` is who acts."""

from livinglab.actions.accounts import (
    Invited,
    add_member,
    choose_password,
    create_account,
    create_first_administrator,
    deactivate_account,
    find_invitation,
    invite_again,
    invite_member,
    remove_member,
)
from livinglab.actions.adopters import Adopter, describe_adopter
from livinglab.actions.agenda import (
    Planned,
    add_agenda_item,
    correct_agenda_item,
    drop_agenda_item,
    move_agenda_item,
)
from livinglab.actions.answers_export import export_answers
from livinglab.actions.attachments import keep_attachment, remove_attachment, sweep_files
from livinglab.actions.collected import Receipt
from livinglab.actions.consents import give_consent, publish_consent
from livinglab.actions.decisions import record_decision, record_requirement
from livinglab.actions.field_clients import IssuedClient, issue_field_client, reissue_field_client, revoke_field_client
from livinglab.actions.field_submissions import accept_field_submission
from livinglab.actions.grouping import (
    add_to_theme,
    dissolve_theme,
    make_theme,
    rejoin_parts,
    split_contribution,
    take_out_of_theme,
)
from livinglab.actions.harms import record_harm, withdraw_harm
from livinglab.actions.imports import Imported, ImportedRow, RowProblem, import_responses
from livinglab.actions.indicators import set_target
from livinglab.actions.instruments import hold_instrument, retire_instrument
from livinglab.actions.learnings import Told, publish_learning, record_learning, revise_learning, unpublish_learning
from livinglab.actions.measurements import (
    accept_measurements,
    hand_in_measurements,
    lay_out_measurements,
    let_measurements_go,
    store_measurements,
)
from livinglab.actions.minutes import (
    ask_for_minutes_again,
    begin_minutes,
    fail_minutes,
    finish_minutes,
    publish_minutes,
    unpublish_minutes,
)
from livinglab.actions.moderation import moderate_contribution, read_contribution, restore_contribution
from livinglab.actions.paper_entries import (
    Begun,
    begin_entry,
    discard_entry,
    finish_entry,
    save_entry,
)
from livinglab.actions.paper_headings import Heading
from livinglab.actions.paper_sheets import (
    Choice,
    conclude_sheet,
    set_entry_rules,
    settle_consent,
    settle_differences,
)
from livinglab.actions.participants import (
    Agreed,
    Enrolled,
    Newcomer,
    enrol_participants,
    issue_link,
    join_by_open_link,
    keep_contact,
    withdraw_participant,
)
from livinglab.actions.partners import record_partner, withdraw_partner
from livinglab.actions.polis_export import export_votes
from livinglab.actions.print_runs import fail_print_run, finish_print_run, print_sheets
from livinglab.actions.projects import create_project, date_project, describe_project
from livinglab.actions.prototypes import register_prototype, release_version
from livinglab.actions.quarantine import accept_set_aside, reject_set_aside
from livinglab.actions.questionnaire_drafts import (
    change_draft,
    discard_draft,
    drop_case,
    keep_case,
    redo_draft,
    start_draft,
    undo_draft,
)
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.actions.reports import fail_report, finish_report, mark_report_progress, request_report
from livinglab.actions.responses import Acknowledgement, accept_submission, save_draft
from livinglab.actions.running import (
    close_item,
    extend_item,
    pause_item,
    read_first,
    reopen_item,
    resume_item,
    reveal,
    start_item,
)
from livinglab.actions.samples import take_up_sample
from livinglab.actions.seats import Seated, contribute, join_session, judge
from livinglab.actions.session_sheets import another_sheet, retype_words, seat_aloud, seat_on_paper
from livinglab.actions.sessions import close_session, correct_session, open_session, read_first_in_session
from livinglab.actions.sittings import (
    agree_in_sitting,
    begin_sitting,
    erase_sitting,
    keep_sitting,
    save_sitting,
    send_sitting,
    sweep_sittings,
)
from livinglab.actions.studies import (
    close_study,
    issue_open_link,
    lock_plan,
    open_study,
    plan_study,
    record_deviation,
    revoke_open_link,
    save_plan,
)
from livinglab.actions.trace import join_things, mark_mistaken
from livinglab.actions.uptakes import record_uptake
from livinglab.actions.version_files import keep_version_file, take_out_version_file
from livinglab.actions.vote_imports import accept_votes, hand_in_votes, let_votes_go, store_votes
from livinglab.actions.workshop import correct_line, record_lines, tell_story, withdraw_line

__all__ = [
    "Acknowledgement",
    "Adopter",
    "Agreed",
    "Begun",
    "Choice",
    "Enrolled",
    "Heading",
    "Imported",
    "ImportedRow",
    "Invited",
    "IssuedClient",
    "Newcomer",
    "Planned",
    "Receipt",
    "RowProblem",
    "Seated",
    "Told",
    "accept_field_submission",
    "accept_measurements",
    "accept_set_aside",
    "accept_submission",
    "accept_votes",
    "add_agenda_item",
    "add_member",
    "add_to_theme",
    "agree_in_sitting",
    "another_sheet",
    "ask_for_minutes_again",
    "assign_questionnaire",
    "begin_entry",
    "begin_minutes",
    "begin_sitting",
    "change_draft",
    "choose_password",
    "close_item",
    "close_session",
    "close_study",
    "conclude_sheet",
    "contribute",
    "correct_agenda_item",
    "correct_line",
    "correct_session",
    "create_account",
    "create_first_administrator",
    "create_project",
    "date_project",
    "deactivate_account",
    "describe_adopter",
    "describe_project",
    "discard_draft",
    "discard_entry",
    "dissolve_theme",
    "drop_agenda_item",
    "drop_case",
    "enrol_participants",
    "erase_sitting",
    "export_answers",
    "export_votes",
    "extend_item",
    "fail_minutes",
    "fail_print_run",
    "fail_report",
    "find_invitation",
    "finish_entry",
    "finish_minutes",
    "finish_print_run",
    "finish_report",
    "give_consent",
    "hand_in_measurements",
    "hand_in_votes",
    "hold_instrument",
    "import_responses",
    "invite_again",
    "invite_member",
    "issue_field_client",
    "issue_link",
    "issue_open_link",
    "join_by_open_link",
    "join_session",
    "join_things",
    "judge",
    "keep_attachment",
    "keep_case",
    "keep_contact",
    "keep_sitting",
    "keep_version_file",
    "lay_out_measurements",
    "let_measurements_go",
    "let_votes_go",
    "lock_plan",
    "make_theme",
    "mark_mistaken",
    "mark_report_progress",
    "moderate_contribution",
    "move_agenda_item",
    "open_session",
    "open_study",
    "pause_item",
    "plan_study",
    "print_sheets",
    "publish_consent",
    "publish_learning",
    "publish_minutes",
    "read_contribution",
    "read_first",
    "read_first_in_session",
    "record_decision",
    "record_deviation",
    "record_harm",
    "record_learning",
    "record_lines",
    "record_partner",
    "record_requirement",
    "record_uptake",
    "redo_draft",
    "register_prototype",
    "reissue_field_client",
    "reject_set_aside",
    "rejoin_parts",
    "release_version",
    "remove_attachment",
    "remove_member",
    "reopen_item",
    "request_report",
    "restore_contribution",
    "resume_item",
    "retire_instrument",
    "retype_words",
    "reveal",
    "revise_learning",
    "revoke_field_client",
    "revoke_open_link",
    "save_draft",
    "save_entry",
    "save_plan",
    "save_sitting",
    "seat_aloud",
    "seat_on_paper",
    "send_sitting",
    "set_entry_rules",
    "set_target",
    "settle_consent",
    "settle_differences",
    "split_contribution",
    "start_draft",
    "start_item",
    "store_measurements",
    "store_questionnaire",
    "store_votes",
    "sweep_files",
    "sweep_sittings",
    "take_out_of_theme",
    "take_out_version_file",
    "take_up_sample",
    "tell_story",
    "undo_draft",
    "unpublish_learning",
    "unpublish_minutes",
    "withdraw_harm",
    "withdraw_line",
    "withdraw_participant",
    "withdraw_partner",
]
