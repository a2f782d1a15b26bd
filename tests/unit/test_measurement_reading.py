"""Files of measurements as people have them: read as meant, or each thing wrong told with its row and column."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from string import Formatter

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from analysis.measurements.cells import Sheet, open_file
from analysis.measurements.examples import example_csv, example_xlsx
from analysis.measurements.kinds import KINDS
from analysis.measurements.known import Known
from analysis.measurements.layout import day_order_unsaid, guessed, layout_from
from analysis.measurements.meters import Position, consumed, differences
from analysis.measurements.problem_words import CATALOGUE
from analysis.measurements.problems import Problem
from analysis.measurements.reading import Read, read
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.measurements.units import UNITS, UnlikeUnits, converted, known_unit

KNOWN = Known(
    participants=frozenset({"P-001", "P-002"}),
    left=frozenset({"P-003"}),
    sites=frozenset({"site-1"}),
    arms=frozenset({"new"}),
)
METER = "Date;Heure;Lieu;Compteur;Index (kWh)\n"


def _sheet(text: str, encoding: str = "utf-8") -> Sheet:
    opened = open_file(text.encode(encoding))
    assert opened.problems == ()
    return opened.sheets[0]


def _read(text: str, kind: str, known: Known = KNOWN, french: bool = True, **changes: object) -> Read:
    sheet = _sheet(text)
    return read(sheet, replace(guessed(sheet, KINDS[kind], french=french), **changes), known)  # type: ignore[arg-type]


def _told(found: Read) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.row, one.column) for one in found.problems if one.code != "column_unused"]


def _measurements(found: Read) -> list[Measurement]:
    return [line.what for line in found.lines if isinstance(line.what, Measurement)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_is_read_without_a_problem_and_the_same_from_both_formats(
    kind: str, language: str
) -> None:
    """A French CSV (;  12,5  02/03/2026), an American one (, 12.5 03/02/2026) and a workbook say the same."""
    found = []
    for source in (example_csv(kind, language), example_xlsx(kind, language)):
        [sheet] = open_file(source).sheets
        found.append(read(sheet, guessed(sheet, KINDS[kind], french=language == "fr"), KNOWN))
    assert [each.problems for each in found] == [(), ()]
    assert [line.what for line in found[0].lines] == [line.what for line in found[1].lines] != []


def test_a_french_file_in_the_writing_of_windows_is_read_as_meant() -> None:
    text = "Relevés du site\nDate;Heure;Lieu;Compteur;Index (kWh)\n02/03/2026;08:00;site-1;élec;1 234,5\n"
    sheet = _sheet(text, "cp1252")
    layout = guessed(sheet, KINDS["meter_index"])
    assert (sheet.titles_row, layout.decimal, layout.day_first, layout.constants["unit"]) == (2, ",", True, "kWh")
    [one] = _measurements(read(sheet, layout, KNOWN))
    assert one == Measurement(
        "élec", "site", "site-1", datetime(2026, 3, 2, 7, tzinfo=UTC), None, 1234.5, "kWh", "measured"
    )


def test_a_workbook_keeps_numbers_dates_and_times_whatever_the_separator_chosen() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Relevés")
        page.write_row(0, 0, ["Date", "Heure", "Compteur", "Index", "Unité"])
        page.write_datetime(1, 0, date(2026, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_datetime(1, 1, time(10, 0), book.add_format({"num_format": "hh:mm"}))
        page.write_row(1, 2, ["c", 1.234, "kWh"])
    [sheet] = open_file(buffer.getvalue()).sheets
    layout = replace(guessed(sheet, KINDS["meter_index"]), zone="UTC", decimal=",")
    [one] = _measurements(read(sheet, layout, KNOWN))
    assert (sheet.name, one.start, one.value) == ("Relevés", datetime(2026, 3, 2, 10, tzinfo=UTC), 1.234)


def test_american_dates_and_hours_are_read_as_meant() -> None:
    text = "Date,Time,Meter,Reading,Unit\n3/2/2026,2:30 PM,m,10.5,kWh\n3/14/2026,12:00 AM,m,11.5,kWh\n"
    found = _read(text, "meter_index", french=False, zone="America/New_York")
    assert [one.start for one in _measurements(found)] == [
        datetime(2026, 3, 2, 19, 30, tzinfo=UTC),
        datetime(2026, 3, 14, 4, tzinfo=UTC),
    ]


def test_an_hour_that_exists_twice_or_never_is_told_and_not_guessed() -> None:
    text = METER + (
        "25/10/2026;02:30;site-1;e;1\n29/03/2026;02:30;site-1;e;2\n25/10/2026;03:30;site-1;e;3\n"
        "2026-10-25T02:30:00+01:00;;site-1;e;4\n"
    )
    found = _read(text, "meter_index")
    assert [told for told in _told(found) if told[0].startswith("hour")] == [
        ("hour_twice", 2, "A"),
        ("hour_never", 3, "A"),
    ]
    assert [one.start for one in _measurements(found)] == [
        datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_a_day_of_the_clock_change_lasts_twenty_three_hours() -> None:
    text = "Date;Compteur;Consommation (kWh)\n29/03/2026;e;5\n30/03/2026;e;6\n"
    found = _measurements(_read(text, "consumption", period="day"))
    assert [(one.end - one.start) if one.end else None for one in found] == [timedelta(hours=23), timedelta(hours=24)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.234", "number_ambiguous"),
        ("12.5", "not_a_number"),
        ("inf", "number_absurd"),
        ("1e300", "number_absurd"),
        ("∞", "number_absurd"),
        ("12 kWh", "not_a_number"),
        ("nan", "not_a_number"),
        ("-3", "value_negative"),
        ("", "cell_empty"),
    ],
)
def test_a_number_that_is_none_or_reads_two_ways_is_told_at_its_cell(cell: str, code: str) -> None:
    found = _read(METER + f"02/03/2026;08:00;site-1;e;{cell}\n", "meter_index", decimal=",")
    assert (_told(found), found.lines) == ([(code, 2, "E")], ())


@pytest.mark.parametrize(("cell", "minutes"), [("1:02:30", 62.5), ("12,5", 12.5), ("90:00", None)])
def test_a_time_taken_may_be_written_as_a_clock_when_it_reads_one_way(cell: str, minutes: float | None) -> None:
    found = _read(f"Date;Tâche;Durée\n02/03/2026 08:00;lettre;{cell}\n", "task_times")
    assert [one.value for one in _measurements(found)] == ([minutes] if minutes else [])
    assert [told[0] for told in _told(found)] == ([] if minutes else ["duration_ambiguous"])


def test_a_task_without_a_time_taken_lasts_from_its_start_to_its_end() -> None:
    found = _read("Début;Fin;Tâche\n02/03/2026 08:00;02/03/2026 08:45;lettre\n", "task_times")
    assert [(one.value, one.unit) for one in _measurements(found)] == [(45.0, "min")]


def test_a_unit_nobody_knows_is_refused_with_the_list_of_those_known() -> None:
    found = _read("Date;Compteur;Index;Unité\n02/03/2026;e;1;furlong\n", "meter_index")
    [problem] = found.problems
    assert (problem.code, problem.row, problem.column) == ("unit_unknown", 2, "D")
    assert all(unit in problem.remedy("fr") for unit in ("kWh", "Wh", "MWh", "m3", "kg", "min", "EUR", "percent"))


def test_a_series_keeps_to_units_of_one_kind() -> None:
    text = "Date;Compteur;Index;Unité\n02/03/2026;e;1;kWh\n03/03/2026;e;2000;Wh\n04/03/2026;e;3;m3\n"
    assert _told(_read(text, "meter_index")) == [("unit_of_other_kind", 4, "D")]


def test_people_and_sites_the_study_does_not_know_are_told_without_repeating_a_name() -> None:
    text = "Date;Participant;Fonction\n02/03/2026 08:00;Jeanne Martin;porte\n02/03/2026 09:00;P-001;porte\n"
    found = _read(text, "usage_log")
    assert _told(found) == [("participant_unknown", 2, "B")]
    assert "Jeanne" not in repr(found)
    assert [row.row for row in found.left_out] == [2]


def test_the_rows_of_someone_who_left_must_leave_the_file() -> None:
    found = _read("Date;Participant;Fonction\n02/03/2026 08:00;P-003;porte\n", "usage_log")
    assert ([told[:2] for told in _told(found)], found.readable) == ([("participant_left", 2)], False)


def test_columns_that_are_not_mapped_are_named_and_nothing_of_them_is_in_the_rows() -> None:
    found = _read("Date;Nom;Fonction\n02/03/2026 08:00;Jeanne Martin;porte\n03/03/2026 25:00;X;porte\n", "usage_log")
    assert [(one.code, one.header) for one in found.problems if one.row == 1] == [("column_unused", "Nom")]
    assert "Jeanne" not in repr((found.lines, found.left_out))


def test_the_same_moment_twice_and_what_is_stored_already_are_told_apart() -> None:
    text = METER + "02/03/2026;08:00;site-1;e;1\n03/03/2026;08:00;site-1;e;2\n03/03/2026;08:00;site-1;e;2\n"
    first = _read(text, "meter_index")
    assert ([line.row for line in first.lines], _told(first)) == ([2, 3], [("row_twice", 4, "A")])
    known = replace(KNOWN, stored={line.key: line.content for line in first.lines})
    again = _read(METER + "02/03/2026;08:00;site-1;e;1\n03/03/2026;08:00;site-1;e;9\n", "meter_index", known)
    assert _told(again) == [("stored_already", 2, "A"), ("stored_otherwise", 3, "A")]
    assert (again.lines, again.again, [row.row for row in again.left_out]) == ((), 1, [3])


def test_a_meter_that_falls_is_told_and_what_passed_is_unknown_unless_it_turns_over() -> None:
    text = METER + "".join(
        f"{day:02d}/03/2026;08:00;site-1;e;{index}\n" for day, index in ((1, 98), (2, 99), (3, 4), (4, 6))
    )
    replaced, turned = _read(text, "meter_index"), _read(text, "meter_index", digits=2)
    assert (_told(replaced), _told(turned)) == ([("meter_drop", 4, "E")], [("meter_turned", 4, "E")])
    between = [
        [one.value for one in differences(Position(one, digits) for one in _measurements(each))]
        for each, digits in ((replaced, None), (turned, 2))
    ]
    assert between == [[1.0, 2.0], [1.0, 5.0, 2.0]]


def test_a_meter_that_falls_between_two_files_is_told_too() -> None:
    [last] = _measurements(_read(METER + "01/03/2026;08:00;site-1;e;500\n", "meter_index"))
    found = _read(METER + "02/03/2026;08:00;site-1;e;3\n", "meter_index", replace(KNOWN, last=(last,)))
    assert _told(found) == [("meter_drop", 2, "E")]


def test_an_index_with_more_digits_than_the_meter_is_refused() -> None:
    found = _read(METER + "02/03/2026;08:00;site-1;e;100\n", "meter_index", digits=2)
    assert _told(found) == [("index_too_large", 2, "E")]


def test_a_gap_is_told_and_nothing_stands_in_its_place() -> None:
    text = METER + "".join(f"{day:02d}/02/2026;08:00;site-1;e;{day}\n" for day in (1, 2, 3, 4, 10, 11))
    found = _read(text, "meter_index")
    assert _told(found) == [("gap", 6, "A")]
    passed = list(differences(Position(one) for one in _measurements(found)))
    assert [(one.value, one.note) for one in passed] == [(1, ""), (1, ""), (1, ""), (6, "gap"), (1, "")]
    assert _told(_read(text, "meter_index", gap_times=7.0)) == []


def test_periods_that_overlap_would_count_twice_and_are_refused() -> None:
    periods = ("01/01/2026;01/02/2026;e;5", "15/01/2026;01/03/2026;e;6", "01/02/2026;01/03/2026;e;7")
    text = "\n".join(("Début;Fin;Énergie;Consommation (kWh)", *periods))
    found = _read(text, "consumption")
    assert (_told(found), [line.row for line in found.lines]) == ([("period_overlaps", 3, "A")], [2, 4])


def test_an_end_that_is_a_day_may_include_it() -> None:
    text = "Début;Fin;Énergie;Consommation (kWh)\n01/01/2026;31/01/2026;e;5\n"
    ends = [_measurements(_read(text, "consumption", last_day_included=each))[0].end for each in (False, True)]
    assert ends == [datetime(2026, 1, 30, 23, tzinfo=UTC), datetime(2026, 1, 31, 23, tzinfo=UTC)]


COSTS = "Date;Libellé;Type;Payeur;Montant;Quantité;Prix unitaire;Devise;Année des prix;Bas;Haut;Groupe\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("02/03/2026;A;coût;ville;-5;;;EUR;2026;;;", "cost_negative"),
        ("02/03/2026;A;bénéfice;ville;-5;;;EUR;2026;;;", "cost_negative"),
        ("02/03/2026;A;don;ville;5;;;EUR;2026;;;", "cash_kind_unknown"),
        ("02/03/2026;A;coût;ville;;2;;EUR;2026;;;", "amount_missing"),
        ("02/03/2026;A;coût;ville;7;2;3;EUR;2026;;;", "amount_differs"),
        ("02/03/2026;A;coût;ville;0;;;EUR;2026;;;", "amount_zero"),
        ("02/03/2026;A;coût;ville;5;;;zorkmid;2026;;;", "currency_unknown"),
        ("02/03/2026;A;coût;ville;5;;;EUR;l’an passé;;;", "year_missing"),
        ("02/03/2026;A;coût;ville;5;;;EUR;2026;6;9;", "range_wrong"),
        ("02/03/2026;A;coût;ville;5;;;EUR;2026;;;old", "arm_unknown"),
        ("02/03/1026;A;coût;ville;5;;;EUR;2026;;;", "year_absurd"),
        ("02/03/2026;;coût;ville;5;;;EUR;2026;;;", "cell_empty"),
    ],
)
def test_a_line_of_money_that_does_not_hold_is_refused_and_says_why(row: str, code: str) -> None:
    found = _read(COSTS + row + "\n", "cost_sheet", decimal=",")
    assert ([told[:2] for told in _told(found)], found.lines) == ([(code, 2)], ())


def test_a_credit_is_a_cost_below_zero_whatever_its_sign_and_a_quantity_with_a_price_makes_an_amount() -> None:
    rows = "02/03/2026;A;avoir;ville;5;;;EUR;2026;;;\n02/03/2026;B;coût;ville;;2;3,5;€;2026;6;8;new\n"
    found = [line.what for line in _read(COSTS + rows, "cost_sheet", decimal=",").lines]
    assert [(one.kind, one.amount, one.on, one.arm) for one in found if isinstance(one, CashLine)] == [
        ("cost", -5.0, date(2026, 3, 2), ""),
        ("cost", 7.0, date(2026, 3, 2), "new"),
    ]


@pytest.mark.parametrize(("source", "year", "code"), [("", "2024", "source_missing"), ("RTE", "", "year_missing")])
def test_a_factor_without_source_or_year_is_refused(source: str, year: str, code: str) -> None:
    text = f"Code;Libellé;Valeur;Unité;Source;Année\nelec;Électricité;0,052;kgCO2e/kWh;{source};{year}\n"
    found = _read(text, "parameter_sheet")
    assert ([told[0] for told in _told(found)], found.lines) == ([code], ())
    assert (code != "source_missing") or found.problems[0].what("en") == "A factor without source."


def test_a_parameter_keeps_its_range_its_source_and_its_unit_over_another() -> None:
    text = "Code;Libellé;Valeur;Unité;Bas;Haut;Source;Année\nelec;Élec;0,052;kgCO2eq/kWh;0,04;0,06;RTE;2024\n"
    [line] = _read(text, "parameter_sheet", decimal=",").lines
    assert line.what == Parameter("elec", "Élec", 0.052, "kgCO2e/kWh", 0.04, 0.06, "RTE", 2024)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"zone": "Mars/Olympus"}, "zone_unknown"),
        (
            {"columns": {"start": "Datum", "value": "Index (kWh)", "series": "Compteur", "subject": "Lieu"}},
            "column_missing",
        ),
        ({"columns": {"start": "Date", "value": "Index (kWh)", "subject": "Lieu"}}, "role_missing"),
    ],
)
def test_a_layout_that_does_not_fit_says_so_once_and_no_row_is_read(changes: dict[str, object], code: str) -> None:
    found = _read(METER + "02/03/2026;08:00;site-1;e;1\n", "meter_index", **changes)
    assert ([told[0] for told in _told(found)], found.readable, found.lines) == ([code], False, ())


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "file_empty"),
        (b"\x00\x01\x02\x03", "file_unreadable"),
        (b"PK\x03\x04 broken", "file_unreadable"),
        (b"Date;Index\n", "file_without_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_old"),
    ],
)
def test_a_file_that_cannot_be_opened_says_what_to_do(source: bytes, code: str) -> None:
    assert [problem.code for problem in open_file(source).problems] == [code]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(source: bytes) -> None:
    opened = open_file(source)
    assert bool(opened.sheets) != bool(opened.problems)


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), min_size=1, max_size=6), st.sampled_from([*KINDS])
)
def test_no_cells_make_a_row_fail_and_each_row_is_taken_in_or_told(rows: list[list[str]], kind: str) -> None:
    sheet = Sheet("", ("Date", "Compteur", "Index (kWh)", "Lieu", "Durée"), 1, _sheet_rows(rows))
    found = read(sheet, guessed(sheet, KINDS[kind]), KNOWN)
    if found.readable:
        taken = {line.row for line in found.lines} | {row.row for row in found.left_out}
        assert taken == {row.number for row in sheet.rows}


def _sheet_rows(rows: list[list[str]]) -> tuple[object, ...]:
    from analysis.measurements.cells import Row

    return tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2))


@given(st.lists(st.integers(0, 99), min_size=2, max_size=30), st.sampled_from([None, 2]))
def test_what_meters_consumed_is_what_someone_would_count_by_hand(indexes: list[int], digits: int | None) -> None:
    """Second judge: walk the readings and add up, a turn counted only from the upper to the lower half."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    readings = [
        Measurement("m", "study", "", start + timedelta(hours=hour), None, float(index), "kWh", "measured")
        for hour, index in enumerate(indexes)
    ]
    slow = []
    for hour in range(1, len(indexes)):
        before, after = indexes[hour - 1], indexes[hour]
        if after >= before:
            slow.append((hour, after - before))
        elif digits and before >= 50 > after:
            slow.append((hour, after + 100 - before))
    fast = list(differences(Position(one, digits) for one in reversed(readings)))
    assert [((one.end - start).total_seconds() / 3600 if one.end else 0, one.value) for one in fast] == slow


def test_a_fall_within_the_upper_half_is_no_turn_over() -> None:
    assert [consumed(99, 60, 2), consumed(40, 10, 2), consumed(99, 1, 2), consumed(99, 1, None)] == [
        None,
        None,
        2,
        None,
    ]


def test_readings_in_unlike_writings_of_energy_are_subtracted_in_one_unit() -> None:
    first, second = _measurements(
        _read("Date;Compteur;Index;Unité\n02/03/2026;e;1;MWh\n03/03/2026;e;1002;kWh\n", "meter_index")
    )
    assert [(one.value, one.unit) for one in differences([Position(first), Position(second)])] == [(2.0, "kWh")]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("KWH", "kWh"),
        ("m³", "m3"),
        ("Heures", "h"),
        ("%", "percent"),
        ("€/kWh", "EUR/kWh"),
        ("kg CO2e / kWh", "kgCO2e/kWh"),
    ],
)
def test_units_are_known_however_people_write_them(written: str, unit: str) -> None:
    assert known_unit(written) == unit


def test_units_convert_within_what_they_measure_and_never_across() -> None:
    assert [converted(2.5, "MWh", "kWh"), converted(90, "min", "h"), converted(0.25, "EUR/kWh", "EUR/MWh")] == [
        2500,
        1.5,
        250,
    ]
    with pytest.raises(UnlikeUnits):
        converted(1, "kWh", "kg")
    assert all(
        converted(converted(3.0, one, two), two, one) == pytest.approx(3.0)
        for one in UNITS
        for two in UNITS
        if UNITS[one].dimension == UNITS[two].dimension
    )


def test_a_layout_comes_back_from_what_is_kept_and_serves_the_next_file_of_the_same_titles() -> None:
    sheet = _sheet(METER + "02/03/2026;08:00;site-1;e;1\n")
    layout = replace(guessed(sheet, KINDS["meter_index"]), digits=5, zone="Indian/Reunion")
    assert layout_from({**layout.as_json(), "later": 1}) == layout
    assert guessed(sheet, KINDS["meter_index"], layout) == layout
    assert guessed(_sheet("Datum;Index (kWh)\n02/03/2026;1\n"), KINDS["meter_index"], layout) != layout


def test_every_problem_has_its_words_in_both_languages_and_fills_its_blanks() -> None:
    facts = dict.fromkeys(
        (
            "role",
            "zone",
            "most",
            "units",
            "other",
            "currencies",
            "known",
            "first",
            "stored",
            "hours",
            "usual",
            "before",
            "after",
            "digits",
            "product",
            "low",
            "high",
        ),
        "x",
    )
    for code, entry in CATALOGUE.items():
        problem = Problem(code, "s", 2, "A", "h", "v", facts)
        assert all(problem.what(language) and problem.remedy(language) for language in ("fr", "en"))
        blanks = {
            name
            for words in (entry.what, entry.remedy)
            for text in words.values()
            for _, name, _, _ in Formatter().parse(text)
            if name
        }
        assert blanks <= {*facts, "value", "row", "header"}, code


def test_numbers_of_ours_are_written_as_the_language_does_and_those_of_a_cell_stay() -> None:
    text = METER + "01/03/2026;08:00;site-1;e;1240500,25\n02/03/2026;08:00;site-1;e;3,5\n"
    [problem] = [one for one in _read(text, "meter_index").problems if one.code == "meter_drop"]
    assert problem.what("fr").startswith("L’index passe de 1240500,25 à 3,5")
    assert problem.what("en").startswith("The reading goes from 1240500.25 to 3.5")


def test_a_meter_whose_unit_changes_nature_is_two_meters_and_nothing_is_subtracted_across() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    readings = [
        Measurement("m", "study", "", start + timedelta(days=day), None, float(day), unit, "measured")
        for day, unit in enumerate(("kWh", "m3", "kWh", "m3"))
    ]
    assert [(one.value, one.unit) for one in differences(map(Position, readings))] == [(2.0, "kWh"), (2.0, "m3")]


@pytest.mark.parametrize(
    ("dates", "unsaid"),
    [
        (("02/03/2026",), True),
        (("02/03/2026", "13/03/2026"), False),
        (("03/02/2026", "03/13/2026"), False),
        (("2026-03-02",), False),
        (("03/03/2026",), False),
    ],
)
def test_dates_that_read_two_ways_are_known_as_such(dates: tuple[str, ...], unsaid: bool) -> None:
    sheet = _sheet("Date;Index (kWh)\n" + "".join(f"{each};1\n" for each in dates))
    assert day_order_unsaid(sheet) == unsaid
