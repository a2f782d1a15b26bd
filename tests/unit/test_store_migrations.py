"""Migrations that carry what was there into a new shape: gone back and brought forward, nothing said is lost."""

from __future__ import annotations

import flask_migrate
from people import Cast, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.actions.looks import choose_look
from livinglab.actions.remarks import write_remark
from livinglab.store.audit import AuditLine
from livinglab.store.database import MIGRATIONS, db
from livinglab.store.judgements import snapshot_of
from livinglab.store.moderation import ModerationEvent
from livinglab.store.reports import Report
from livinglab.store.sessions import Contribution
from livinglab.store.trace import Edge, Node, edges_of

BENCH, LAMP = "a" * 32, "b" * 32


def test_what_was_hidden_and_decided_before_has_its_history_and_its_way_back(everyone: Cast) -> None:
    by, project = everyone.marc, everyone.balades
    session = actions.open_session(by=by, project=project, title={"fr": "Atelier"})
    item = actions.add_agenda_item(by=by, session=session, planned=actions.Planned({"fr": "Idées"}, reads_first=True))
    actions.start_item(by=by, item=item)
    seat = actions.join_session(code=session.code).seat
    bench, lamp = (
        actions.contribute(by=seat, item=item, contribution_id=each, text=each, language="fr") for each in (BENCH, LAMP)
    )
    actions.moderate_contribution(by=by, contribution=bench, reason="Nomme une voisine")
    hidden_at = db.session.scalars(select(AuditLine.at).where(AuditLine.verb == "moderate_contribution")).one()
    for step in (actions.reveal, actions.close_item):
        step(by=by, item=item)
    decision = actions.record_decision(by=by, project=project, title="Attendre", reason="Tôt", item=item)
    snapshot = snapshot_of(item)
    assert snapshot is not None
    drawn, ids = set(edges_of(project.id)), (item.id, snapshot.id, decision.id)
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0020_indicator_targets")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    [event] = db.session.scalars(select(ModerationEvent)).all()
    assert (event.move, event.words, event.by_id) == ("hidden", "Nomme une voisine", by.id)
    assert (event.at, event.contribution_id) == (hidden_at, BENCH)
    assert [db.session.get_one(Contribution, each).state for each in (BENCH, lamp.id)] == ["moderated", "visible"]
    activity, result, decided = (
        Node(kind, each)  # type: ignore[arg-type]
        for kind, each in zip(("agenda_item", "result", "decision"), ids, strict=True)
    )
    assert set(edges_of(project.id)) == drawn
    assert drawn == {
        Edge(result, "derived_from", activity),
        Edge(result, "decided_by", decided),
        Edge(activity, "decided_by", decided),
    }


def test_reports_outlive_going_back_before_words_and_looks(everyone: Cast) -> None:
    study = open_study(everyone)
    words = {"language": "fr", "anchor": "limits", "text": "Merci.", "organisation": "Le laboratoire"}
    write_remark(by=everyone.marc, study=study, **words)
    choose_look(by=everyone.amina, accent="#7a1f3d")
    report = actions.request_report(by=everyone.marc, study=study)
    carried, identifier = len(report.remark_ids), report.id
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0024_sessions_corrected")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    again = db.session.get_one(Report, identifier)
    assert (carried, again.remark_ids, again.look, again.gathered_at) == (1, [], None, None)
