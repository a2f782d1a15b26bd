"""Files of measurements handed in and taken through their steps, as the pages and the job do."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from livinglab import actions
from livinglab.jobs.measurements import step
from livinglab.store.actors import Member
from livinglab.store.measurements import MeasurementFile
from livinglab.store.studies import Study

METER = "Date;Heure;Participant;Compteur;Index (kWh)\n"


def readings(pseudonym: str, *indexes: float, series: str = "élec") -> str:
    """The rows of a meter read each morning of March 2026."""
    written = (str(index).replace(".", ",") for index in indexes)
    return "".join(
        f"{day:02d}/03/2026;08:00;{pseudonym};{series};{each}\n" for day, each in enumerate(written, start=1)
    )


def opened(
    by: Member,
    study: Study,
    text: str,
    kind: str = "meter_index",
    name: str = "Compteurs",
    supersedes: MeasurementFile | None = None,
) -> MeasurementFile:
    """A file handed in and opened: it waits for its layout, or is refused."""
    handed = actions.hand_in_measurements(
        by=by,
        study=study,
        source=BytesIO(text.encode()),
        filename="relevés.csv",
        kind=kind,
        name=name,
        supersedes=supersedes,
    )
    step(handed.id)
    return handed


def checked(by: Member, handed: MeasurementFile, **changes: object) -> MeasurementFile:
    """The same, laid out as guessed but for some changes, and checked."""
    layout = handed.laid_out
    if layout is None:
        raise ValueError("not opened")
    actions.lay_out_measurements(by=by, handed=handed, layout=replace(layout, **changes))  # type: ignore[arg-type]
    step(handed.id)
    return handed


def stored(
    by: Member,
    study: Study,
    text: str,
    kind: str = "meter_index",
    name: str = "Compteurs",
    supersedes: MeasurementFile | None = None,
    leave_out: bool = False,
    **changes: object,
) -> MeasurementFile:
    """The same, accepted and stored."""
    handed = checked(by, opened(by, study, text, kind, name, supersedes), **changes)
    actions.accept_measurements(by=by, handed=handed, leave_out=leave_out)
    step(handed.id)
    return handed
