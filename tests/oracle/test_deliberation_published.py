"""Consensus and representativeness against what Polis itself published of a conversation.

The conversation has 69 people, 125 statements and the four groups Polis made of them (7, 2, 21 and 38 people). Its
results are in delphi/real_data/r6vbnhffkxbd7ifmfbdrd-vw/r6vbnhffkxbd7ifmfbdrd_math_blob.json of
https://github.com/compdemocracy/polis at 2bf581ed, read on 2026-11-27: `group-votes`, `group-aware-consensus`,
`consensus`, `repness`. Counts and figures of some statements stand here, no person's vote and no word of theirs;
`bench/polis_records.py` compares all of them from a copy of the file.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportions_ztest

from analysis.deliberation.consensus import consensus_of_each
from analysis.deliberation.polis_figures import Counted, polis_consensus, polis_figures, z_against_half
from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix

# statement: agree/disagree/seen in each of the four groups, then the published group-aware consensus
PUBLISHED = """
6   2/0/4 1/1/2 14/0/14 21/1/23 0.20625
10  1/0/2 0/2/2 13/1/15 22/0/22 0.09865196078431371
15  1/1/4 0/2/2 13/0/13 22/0/22 0.07453703703703703
17  0/3/3 0/2/2 6/8/15  22/0/24 0.01821266968325792
21  1/1/2 0/2/2 6/8/15  26/0/27 0.047920892494929
23  1/3/5 1/1/2 10/7/18 21/0/22 0.07202380952380952
25  0/2/2 0/2/2 9/6/16  12/4/22 0.01880787037037037
34  3/1/5 1/1/2 13/0/13 20/0/20 0.2545454545454546
49  1/3/4 0/2/2 7/7/17  22/1/24 0.0310391363022942
56  7/0/7 1/1/2 4/10/18 19/5/24 0.08547008547008547
57  5/0/7 1/1/2 2/12/16 23/1/28 0.044444444444444446
58  1/0/1 0/2/2 1/9/11  10/3/19 0.013431013431013428
65  4/0/5 0/2/2 11/0/11 22/0/22 0.15796703296703296
66  1/0/1 2/0/2 11/1/13 21/0/21 0.3826086956521739
70  1/2/5 0/2/2 13/0/13 20/0/21 0.0608695652173913
73  0/3/4 0/2/2 13/1/15 17/0/17 0.03250773993808049
78  2/0/4 0/2/2 15/0/15 22/0/22 0.11274509803921567
79  1/3/4 1/1/2 14/0/15 16/2/19 0.11904761904761903
91  0/1/3 1/1/2 3/11/18 19/0/23 0.016000000000000004
92  3/1/6 1/1/2 14/0/14 19/1/21 0.20380434782608695
95  3/1/4 1/1/2 9/1/10  23/0/23 0.2666666666666666
98  2/0/2 1/1/2 14/1/15 21/0/21 0.31649616368286443
102 2/2/4 1/0/2 0/4/5   1/7/8   0.007142857142857143
117 1/1/2 2/0/2 0/5/6   5/5/10  0.0234375
"""

# group, statement, +1 agree or -1 disagree, p-success, p-test, repness, repness-test: all twenty it published
REPRESENTATIVE = """
0 56  +1 0.888888888888889  2.8284271247461903 1.635555555555556 2.3896523
0 79  -1 0.6666666666666667 1.341640786499874  6.333333333333333 3.6979778
0 73  -1 0.6666666666666667 1.341640786499874  6                 3.5856857
0 17  -1 0.8                2.0                3.127272727272727 3.0089812
0 25  -1 0.75               1.7320508075688772 2.423076923076923 2.3736358
1 117 +1 0.75               1.7320508075688772 2.142857142857143 2.041671
1 78  -1 0.75               1.7320508075688772 32.25             5.7398977
1 65  -1 0.75               1.7320508075688772 30                5.540064
1 10  -1 0.75               1.7320508075688772 15.375            4.9507575
1 15  -1 0.75               1.7320508075688772 15.375            4.9507575
2 70  +1 0.9333333333333333 3.7416573867739413 1.272727272727273 2.009079
2 92  +1 0.9375             3.872983346207417  1.2109375         1.8605211
2 6   +1 0.9375             3.872983346207417  1.1625            1.677051
2 57  -1 0.7222222222222222 2.1828206253269973 9.38888888888889  5.174597
2 58  -1 0.7692307692307692 2.3094010767585025 3.076923076923077 3.227006
3 21  +1 0.9310344827586207 4.913538149119955  2.443965517241379 4.3371854
3 91  +1 0.8                3.2659863237109032 4                 4.333891
3 17  +1 0.8846153846153846 4.2                2.78021978021978  4.161303
3 49  +1 0.8846153846153846 4.2                2.457264957264957 4.0065513
3 23  +1 0.9166666666666667 4.37880269519857   1.903846153846154 3.5303035
"""

ROWS = [line.split() for line in PUBLISHED.split("\n") if line]
VOTES = {statement: [Counted(*map(int, cell.split("/"))) for cell in cells] for statement, *cells, _ in ROWS}
COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def together(cells: list[Counted]) -> Counted:
    """Several groups as one."""
    return Counted(sum(c.agree for c in cells), sum(c.disagree for c in cells), sum(c.seen for c in cells))


def people(cells: list[Counted]) -> list[float]:
    """One column of votes that gives these counts, groups of 40 one after the other; the rest has not seen it."""
    column: list[float] = []
    for cell in cells:
        passed = cell.seen - cell.agree - cell.disagree
        column += [1.0] * cell.agree + [-1.0] * cell.disagree + [0.0] * passed + [np.nan] * (40 - cell.seen)
    return column


def test_consensus_across_groups_is_the_one_polis_published() -> None:
    codes = tuple(f"{number:03d}" for number in range(160))
    matrix = VoteMatrix(codes, tuple(VOTES), np.array([people(cells) for cells in VOTES.values()]).T)
    group = {code: str(number // 40) for number, code in enumerate(codes)}
    found = consensus_of_each(matrix, group, minimum=1)
    assert [each.agreement for each in found] == pytest.approx([float(row[-1]) for row in ROWS], rel=1e-12)


@pytest.mark.parametrize("line", REPRESENTATIVE.strip().split("\n"))
def test_representativeness_is_the_one_polis_published(line: str) -> None:
    group, statement, value, *published = line.split()
    cells = VOTES[statement]
    others = together([cell for number, cell in enumerate(cells) if number != int(group)])
    found = polis_figures(int(value), cells[int(group)], others)
    assert [found.share, found.z, found.ratio] == pytest.approx([float(each) for each in published[:3]], rel=1e-12)
    assert found.z_apart == pytest.approx(float(published[3]), rel=1e-6)  # they print it in single precision
    assert found.are_representative


def test_statements_of_consensus_and_their_order_are_those_polis_published() -> None:
    everyone = {statement: together(cells) for statement, cells in VOTES.items()}
    assert polis_consensus(AGREE, everyone) == ("98", "66", "34", "65", "95")
    assert polis_consensus(DISAGREE, everyone) == ("102",)
    # their p-test of the first and of the one that is rejected
    assert z_against_half(38, 40) == pytest.approx(5.778429189878425, rel=1e-12)
    assert z_against_half(13, 19) == pytest.approx(1.7888543819998315, rel=1e-12)


@given(COUNTS, COUNTS)
def test_both_z_are_tests_of_proportions_once_a_vote_is_added(
    inside: tuple[int, int, int], outside: tuple[int, int, int]
) -> None:
    (a, d, p), (b, e, q) = inside, outside
    n, m = a + d + p, b + e + q
    found = polis_figures(AGREE, Counted(a, d, n), Counted(b, e, m))
    assert found.z == pytest.approx(proportions_ztest(a + 1, n + 1, 0.5, prop_var=0.5)[0])
    if (a, b) == (n, m):
        assert found.z_apart == 0
    else:
        assert found.z_apart == pytest.approx(proportions_ztest([a + 1, b + 1], [n + 1, m + 1])[0])
