"""The devices that collect for a study, of every kind, and the forms that field clients download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from flask import flash, redirect, render_template, url_for

from livinglab.actions.field_clients import IssuedClient, forget_refused_forms
from livinglab.actions.field_clients import issue_field_client as issue
from livinglab.actions.field_clients import reissue_field_client as reissue
from livinglab.actions.field_clients import revoke_field_client as revoke
from livinglab.jobs.field_forms import ask_for_field_forms
from livinglab.store.failures import Refused
from livinglab.store.field_clients import ClientKind, FieldClient, clients_of, forms_now
from livinglab.store.sittings import counts_by
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.qr import qr_svg
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.words import either, t
from surveys.openrosa.settings_code import settings_code

DOORS: Mapping[ClientKind, str] = {
    "odk": "openrosa.send",
    "interviewer": "participant.interviews",
    "kiosk": "participant.kiosk",
}
FIELDS = {"kiosk_wave_missing": "wave", "arm_unknown": "arm"}  # where a refusal is put right, if not at the name


@team.get("/studies/<study_id>/field-clients")
def field_clients(study_id: str) -> Answered:
    """The devices, the forms, and the form to add a device."""
    return render_template(
        "team/field_clients.html", **_shown(here(Study, study_id)), typed={}, errors=[], complaints={}
    )


@team.post("/studies/<study_id>/field-clients")
def issue_field_client(study_id: str) -> Answered:
    """Adds a device and shows its code, once."""
    study = here(Study, study_id)
    fields = typed("name", "kind", "wave", "arm")
    try:
        issued = issue(
            by=by(),
            study=study,
            name=fields["name"],
            kind=_kind(fields["kind"]),
            wave=fields["wave"] or None,
            arm=fields["arm"] or None,
        )
    except Refused as refused:
        errors = [(FIELDS.get(refused.code, "name"), refused.words())]
        return complain("team/field_clients.html", errors, **_shown(study), typed=fields)
    ask_for_field_forms(study)
    return _issued(study, issued)


@team.post("/studies/<study_id>/field-clients/forms")
def prepare_field_forms(study_id: str) -> Answered:
    """Makes the forms that are missing, and tries again those that could not be made."""
    study = here(Study, study_id)
    forget_refused_forms(by=by(), study=study)
    ask_for_field_forms(study)
    flash(t("field.preparing"))
    return redirect(url_for("team.field_clients", study_id=study.id))


@team.post("/field-clients/<client_id>/address")
def reissue_field_client(client_id: str) -> Answered:
    """Another address for the same device, shown once."""
    client = here(FieldClient, client_id)
    try:
        return _issued(client.study, reissue(by=by(), client=client))
    except Refused as refused:
        flash(refused.words())
        return redirect(url_for("team.field_clients", study_id=client.study_id))


@team.post("/field-clients/<client_id>/revoke")
def revoke_field_client(client_id: str) -> Answered:
    """Takes a device's address away."""
    client = here(FieldClient, client_id)
    revoke(by=by(), client=client)
    flash(t("field.revoked", name=client.name))
    return redirect(url_for("team.field_clients", study_id=client.study_id))


def _kind(written: str) -> ClientKind:
    return next((kind for kind in get_args(ClientKind) if kind == written), "odk")


def _issued(study: Study, issued: IssuedClient) -> str:
    kind = issued.client.kind
    address = url_for(DOORS[kind], token=issued.token, _external=True).removesuffix("/submission")
    code = settings_code(address, either(study.title)) if kind == "odk" else address
    return render_template(
        "team/field_client.html", study=study, client=issued.client, address=address, qr=qr_svg(code)
    )


def _shown(study: Study) -> dict[str, object]:
    plan = plan_of(study)
    made = forms_now(study)
    forms = [(either(wave.label), made[wave.code]) for wave in plan.waves if wave.code in made] if plan else []
    return {
        "study": study,
        "listed": forms,
        "clients": [(client, counts_by(client)) for client in clients_of(study.id)],
        "waves": [(wave.code, either(wave.label)) for wave in plan.waves if wave.code in made] if plan else [],
        "arms": [(arm.code, either(arm.label)) for arm in plan.arms] if plan and len(plan.arms) > 1 else [],
        "randomised": plan is not None and plan.design == "randomised",
        "kinds": get_args(ClientKind),
        "wide": True,
    }
