"""Field clients: letting a device collect for a study, taking that back, keeping the forms it downloads."""

from __future__ import annotations

from dataclasses import dataclass

from livinglab.actions import texts
from livinglab.actions.action import action, team_action
from livinglab.actions.participants import require_named
from livinglab.store.actors import OPERATOR, Member, account_id
from livinglab.store.database import add_once, db, now
from livinglab.store.failures import Refused
from livinglab.store.field_clients import ClientKind, FieldClient, FieldForm
from livinglab.store.serving import planned_arms, planned_waves
from livinglab.store.studies import Study
from livinglab.store.tokens import hashed, new_token


@dataclass(frozen=True)
class IssuedClient:
    """A field client and the secret of its address, shown once."""

    client: FieldClient
    token: str


def issue_field_client(
    *,
    by: Member,
    study: Study,
    name: str,
    kind: ClientKind = "odk",
    wave: str | None = None,
    arm: str | None = None,
) -> IssuedClient:
    """Lets a device collect for a study. `name` is for the team: whose it is.

    A kiosk says which `wave` it asks, and which `arm` its people belong to if they are not drawn.
    """
    named = texts.required_text(name)
    token = new_token()
    with team_action(by, "issue_field_client", study) as act:
        if study.state == "closed":
            raise Refused("study_closed")
        if kind != "kiosk":  # the other devices say of whom, and when
            require_named(study)
        client = FieldClient(
            study_id=study.id, name=named, kind=kind, token_hash=hashed(token), issued_by_id=account_id(by)
        )
        if kind == "kiosk":
            client.wave, client.arm = _of_the_plan(study, wave, arm)
        db.session.add(client)
        act.on(client)
    return IssuedClient(client, token)


def reissue_field_client(*, by: Member, client: FieldClient) -> IssuedClient:
    """Another address for the same device: the earlier one opens nothing, what was begun there is found again."""
    token = new_token()
    with team_action(by, "reissue_field_client", client) as act:
        if client.study.state == "closed":
            raise Refused("study_closed")
        client.token_hash, client.revoked_at = hashed(token), None
        act.on(client)
    return IssuedClient(client, token)


def revoke_field_client(*, by: Member, client: FieldClient) -> FieldClient:
    """The address opens nothing any more; what was sent through it stays."""
    with team_action(by, "revoke_field_client", client) as act:
        if client.revoked_at is None:
            client.revoked_at = now()
            act.on(client)
    return client


def keep_field_form(*, form: FieldForm) -> None:
    """Keeps the XForm a job has made, or why it could not; a second one of the same is not kept."""
    with action(OPERATOR, "keep_field_form") as act:
        if add_once(form):
            act.on(form)


def forget_refused_forms(*, by: Member, study: Study) -> None:
    """Forgets which forms could not be made, so that they are tried again."""
    with team_action(by, "forget_refused_forms", study) as act:
        refused = db.session.query(FieldForm).filter(FieldForm.study_id == study.id, FieldForm.fault.is_not(None))
        if refused.delete():
            act.on(study)


def _of_the_plan(study: Study, wave: str | None, arm: str | None) -> tuple[str, str | None]:
    if wave is None or wave not in planned_waves(study):
        raise Refused("kiosk_wave_missing")
    if arm is not None and arm not in planned_arms(study):
        raise Refused("arm_unknown", arm=arm)
    return wave, arm
