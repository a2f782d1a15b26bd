"""The letter of a sheet's number: a slip of the pen calls for another."""

from __future__ import annotations

from surveys.sheet_numbers import LETTERS, lettered, number_of


def test_what_is_printed_leads_back_to_its_number_however_it_is_typed() -> None:
    assert [lettered(number) for number in (1, 12, 22, 23)] == ["1B", "12N", "22Z", "23A"]
    assert [number_of(typed) for typed in ("12N", " 12n ", "12-N", "12 n")] == [12] * 4
    assert [number_of(typed) for typed in ("", "12", "N", "12A", "S1", "12NN")] == [None] * 6


def test_one_wrong_digit_or_two_exchanged_never_go_unseen() -> None:
    for number in range(10_000):
        digits, letter = f"{number:05}", lettered(number)[-1]
        wrong = {digits[:place] + other + digits[place + 1 :] for place in range(5) for other in "0123456789"}
        swapped = {digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in range(4)}
        assert not any(LETTERS[int(one) % 23] == letter for one in (wrong | swapped) - {digits})
