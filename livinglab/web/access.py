"""Who may open what: one row for each endpoint. An endpoint that stands nowhere here opens to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from flask import Flask, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from livinglab.store.abilities import Ability
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.finding import OfProject, abilities_of, find, require_administrator
from livinglab.store.people import Account
from livinglab.store.projects import Project

Door: TypeAlias = Literal["anyone", "link", "account", "administrator"]
Found = TypeVar("Found", bound=OfProject)


@dataclass(frozen=True)
class Access:
    """Who: anyone; whoever holds the secret of a `link`; an account; an administrator.

    `ability` is what an account must be able to do in the project of the thing the address names.
    """

    door: Door
    ability: Ability | None = None


ANYONE = Access("anyone")
LINK = Access("link")
ACCOUNT = Access("account")
ADMINISTRATOR = Access("administrator")

ENDPOINTS: Mapping[Access, tuple[str, ...]] = {
    ANYONE: (
        "static",
        "health",
        "ready",
        "public.home",
        "public.verify",
        "public.library",
        "public.learning",
        "public.send_report",
        "public.verification",
        "public.verification_progress",
        "account.setup",
        "account.create_administrator",
        "account.sign_in",
        "account.enter",
        "participant.left",
        "participant.declined",
        "participant.kept_file",
        "participant.worker",
        "participant.worker_that_sends",
        "board.door",
        "board.join",
        "board.ask_receipt",
    ),
    LINK: (
        "account.password",
        "account.choose",
        "participant.home",
        "participant.answers",
        "participant.my_consent",
        "participant.consent",
        "participant.agree",
        "participant.begin",
        "participant.questions",
        "participant.answer",
        "participant.review",
        "participant.send",
        "participant.attachment",
        "participant.thumbnail",
        "participant.media",
        "participant.leave",
        "participant.confirm_leaving",
        "participant.study_door",
        "participant.join",
        "participant.whole_form",
        "participant.manifest",
        "offline.state",
        "offline.submit",
        "offline.keep_file",
        "offline.interview_state",
        "offline.submit_interview",
        "offline.keep_file_of",
        "participant.kiosk",
        "participant.kiosk_consent",
        "participant.begin_at_kiosk",
        "participant.thanks",
        "participant.stop",
        "participant.erase",
        "participant.still_here",
        "participant.interviews",
        "participant.new_interview",
        "participant.begin_interview",
        "participant.read_consent",
        "participant.agree_aloud",
        "board.idea",
        "board.phone",
        "board.handing_on",
        "board.hand_on",
        *("board.projection", "board.state", "board.minutes", "board.read_minutes"),
        "board.write",
        "board.choose",
        *("openrosa.form_list", "openrosa.form", "openrosa.manifest", "openrosa.file"),
        *("openrosa.where_to_send", "openrosa.send"),
    ),
    ACCOUNT: (
        "account.sign_out",
        "team.home",
        "team.languages",
        "facilitator.learnings",
    ),
    ADMINISTRATOR: (
        "team.new_project",
        "team.create_project",
    ),
    Access("account", "administer"): (
        "team.members",
        "team.add_member",
        "team.remove_member",
        "team.invite_again",
    ),
    Access("account", "read"): (
        "facilitator.sessions",
        "facilitator.console",
        "facilitator.moderation_queue",
        "facilitator.results",
        *("facilitator.minutes", "facilitator.minutes_progress", "facilitator.download_minutes"),
        "facilitator.grouping",
        "facilitator.decisions",
        "facilitator.decision",
        "facilitator.requirements",
        "facilitator.requirement",
        "facilitator.prototypes",
        "facilitator.prototype",
        "facilitator.version",
        "facilitator.trace",
        "facilitator.thing",
        "facilitator.learning",
        "facilitator.uptake",
        "facilitator.uptake_document",
        *("facilitator.indicators", "facilitator.indicators_file", "facilitator.indicator"),
        "facilitator.workshop",
        "facilitator.materials_file",
        "facilitator.okh_manifest",
        "facilitator.version_file",
        "facilitator.compare_prototype_versions",
        "team.project",
        "team.study",
        "team.count",
        "team.questionnaires",
        "team.preview",
        "team.compare_versions",
        "team.instruments",
        "team.instrument",
        "team.instrument_workbook",
        "team.media",
        "team.plan",
        "team.export_plan",
        "team.consent",
    ),
    Access("account", "write"): (
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
        "facilitator.open_session",
        "facilitator.close_session",
        *("facilitator.write_again", "facilitator.publish_them", "facilitator.unpublish_them"),
        "facilitator.votes_import",
        "facilitator.hand_in_vote_files",
        "facilitator.vote_import",
        "facilitator.vote_import_progress",
        "facilitator.accept_vote_import",
        "facilitator.let_vote_import_go",
        "facilitator.read_votes_again",
        "facilitator.add_item",
        "facilitator.choose_activity",
        "facilitator.plan_item",
        "facilitator.item_to_correct",
        "facilitator.correct_item",
        "facilitator.move_on",
        "facilitator.moderation",
        "facilitator.moderate",
        "facilitator.read_contributions",
        "facilitator.restoring",
        "facilitator.restore",
        "facilitator.group",
        "facilitator.decide",
        "facilitator.require",
        "facilitator.register",
        "facilitator.release",
        "facilitator.plan",
        "facilitator.joining",
        "facilitator.join",
        "facilitator.mistaking",
        "facilitator.mistake",
        "facilitator.new_learning",
        "facilitator.record",
        "facilitator.revising",
        "facilitator.revise",
        "facilitator.publishing",
        "facilitator.publish",
        "facilitator.unpublish",
        "facilitator.new_uptake",
        "facilitator.adopt",
        "facilitator.aim",
        *("facilitator.workshop_form", "facilitator.record_workshop", "facilitator.workshop_line"),
        *("facilitator.story", "facilitator.tell"),
        "facilitator.correct_workshop_line",
        "facilitator.withdraw_workshop_line",
        "facilitator.import_materials",
        "facilitator.give_version_file",
        "team.new_study",
        "team.create_study",
        "team.open_study",
        "team.close_study",
        "team.stop_inviting",
        "team.upload_questionnaire",
        "team.give_files",
        "team.assign_questionnaire",
        "team.add_instrument",
        "team.hold_instrument",
        "team.instrument_model",
        "team.retire_instrument",
        "team.printing",
        "team.print_sheets",
        "team.print_run",
        "team.print_progress",
        "team.download_sheets",
        "team.edit_plan",
        "team.save_plan",
        "team.import_plan",
        "team.review_plan",
        "team.lock_plan",
        "team.write_consent",
        "team.publish_consent",
        "team.enrol_participants",
        "team.issue_link",
        "team.leaving",
        "team.withdraw_participant",
        "team.issue_open_link",
        "team.revoke_open_link",
        "team.field_clients",
        "team.issue_field_client",
        "team.prepare_field_forms",
        "team.reissue_field_client",
        "team.revoke_field_client",
        "team.attribute_set_aside",
        "team.repair_set_aside",
        "team.accept_set_aside",
        "team.reject_set_aside",
        "team.handed_in",
        "team.read_handed_in",
        "team.accept_handed_in",
        "entry.set_rules",
        "entry.settle",
        "entry.confirm_consent",
    ),
    Access("account", "read_rows"): (
        "team.set_aside",
        "team.one_set_aside",
        "team.original",
        "team.participants",
        "team.attachment",
        "team.waiting_file",
        "team.thumbnail",
        "team.response",
        "entry.compare",
        "entry.agreement",
    ),
    Access("account", "enter"): (
        "facilitator.sheets",
        "facilitator.sheet",
        "facilitator.type_sheet",
        "facilitator.speak_for",
        "facilitator.next_sheets",
        "facilitator.print_seats",
        "entry.desk",
        "entry.begin",
        "entry.sheet",
        "entry.keep",
        "entry.review",
        "entry.finish",
        "entry.discard",
    ),
    Access("account", "export"): (
        "team.answers",
        "facilitator.take_votes",
    ),
    Access("account", "request_report"): ("team.produce_report",),
    Access("account", "read_reports"): (
        "team.reports",
        "team.report",
        "team.report_progress",
        "team.download_report",
        "team.read_report",
    ),
}

ACCESS: Mapping[str, Access] = {endpoint: row for row, endpoints in ENDPOINTS.items() for endpoint in endpoints}


def init_app(app: Flask) -> None:
    """Stands before every view."""
    app.before_request(stand_at_the_door)
    app.jinja_env.globals.update(may=may, project_of=project_of)


def stand_at_the_door() -> Response | None:
    """Lets pass, or sends to sign in, or answers that there is no such page."""
    if request.endpoint is None:
        return None  # no such address: routing answers
    row = ACCESS.get(request.endpoint)
    if row is None:
        raise NotFound
    if row.door in ("anyone", "link"):
        return None
    if me() is None:
        way_back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=way_back))
    if row.door == "administrator":
        require_administrator(me())
    return None


def me() -> Account | None:
    """The account signed in, if any."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def by() -> Account:
    """The account that acts; the door has let nobody else in."""
    account = me()
    if account is None:
        raise NotFound
    return account


def here(kind: type[Found], identifier: str) -> Found:
    """The thing the address names, when this person may do here what the table says. Raises NotFound, NotAllowed."""
    ability = ACCESS[request.endpoint or ""].ability
    if ability is None:
        raise NotFound
    return find(me(), kind, identifier, ability)


def here_within(project_id: str, kind: type[Found], identifier: str) -> Found:
    """The same, and the thing belongs to that project. Raises NotFound, NotAllowed."""
    found = here(kind, identifier)
    if found.project_id != project_id:
        raise NotFound
    return found


def may(ability: Ability, thing: OfProject) -> bool:
    """Whether the reader may do this in the project of that thing: for what a page offers, not what it guards."""
    return ability in abilities_of(me(), thing.project_id)


def project_of(thing: OfProject) -> Project:
    """The project of a thing already found: for the way back at the top of a page."""
    return db.session.get_one(Project, thing.project_id)
