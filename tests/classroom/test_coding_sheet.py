"""Coding sheets: files with mistakes are refused with their line, kappa against its formula, honest draws."""

import numpy as np
import pytest

from qmlaw.classroom.coding_sheet import (
    ALLOWED,
    Coding,
    agreement,
    draw_papers,
    load_coding,
    load_codings,
    load_papers,
    save_coding,
    share,
)

PAPERS = load_papers()
NUMBERS = [paper.number for paper in PAPERS.papers]


def coding(name, aims):
    return Coding(name, {n: {"aim": aim, "interior": "no"} for n, aim in zip(NUMBERS, aims, strict=False)})


def kappa_by_hand(a, b):
    a, b = np.array(a), np.array(b)
    chance = sum((a == v).mean() * (b == v).mean() for v in ALLOWED["aim"])
    return ((a == b).mean() - chance) / (1 - chance)


def test_the_shipped_list_is_long_enough_and_says_that_it_was_chosen():
    assert len(PAPERS.papers) >= 30
    assert PAPERS.frame is None
    assert all(paper.title and 1997 <= paper.year <= 2026 for paper in PAPERS.papers)


def test_what_is_saved_is_read_again(tmp_path):
    mine = coding("mine", ["predict", "explain", "both", "neither"])
    save_coding(mine, tmp_path / "mine.csv")
    assert load_codings(tmp_path, PAPERS) == [mine]


def test_kappa_is_that_of_the_formula_and_lies_in_its_interval():
    rng = np.random.default_rng(1)
    a = list(rng.choice(ALLOWED["aim"], 30))
    b = [x if rng.random() < 0.7 else y for x, y in zip(a, rng.choice(ALLOWED["aim"], 30), strict=True)]
    found = agreement(coding("a", a), coding("b", b), "aim", draws=200)
    assert found.kappa == pytest.approx(kappa_by_hand(a, b))
    assert found.low < found.kappa < found.high
    assert found.n == 30
    assert found.equal == pytest.approx(np.mean([x == y for x, y in zip(a, b, strict=True)]))


def test_coders_who_guess_do_not_agree_beyond_chance_and_equal_ones_do():
    rng = np.random.default_rng(2)
    a = list(rng.choice(["predict", "explain"], 32))
    guess = agreement(coding("a", a), coding("b", rng.choice(["predict", "explain"], 32)), "aim", draws=200)
    assert guess.low < 0.0 < guess.high
    assert agreement(coding("a", a), coding("b", a), "aim", draws=200).kappa == 1.0
    same = coding("a", ["predict"] * 30)
    assert agreement(same, same, "aim", draws=10).kappa == 0.0  # nothing was told apart


def test_the_share_counts_codes_of_all_coders():
    two = [coding("a", ["predict", "both"]), coding("b", ["explain", "predict"])]
    assert share(two, "aim", ("explain", "both")) == 0.5
    assert share([], "aim", ("explain",)) == 0.0


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("paper,aim\n1,predict\n", ["missing columns interior"]),
        ("paper,aim,interior\n1,forecast,no\n", ["line 2", "aim is 'forecast'", "predict, explain"]),
        ("paper,aim,interior\n1,predict,no\n1,both,no\n", ["line 3", "twice"]),
        ("paper,aim,interior\n99,predict,no\n", ["line 2", "'99' is not on the list"]),
        ("paper,aim,interior\n1,predict\n", ["line 2", "too few columns"]),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, lines, words):
    path = tmp_path / "mine.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match="mine.csv") as caught:
        load_coding(path, PAPERS)
    assert all(word in str(caught.value) for word in words), caught.value


def test_a_bad_value_is_not_written(tmp_path):
    bad = Coding("x", {1: {"aim": "guess", "interior": "no"}})
    with pytest.raises(ValueError, match="aim is 'guess'"):
        save_coding(bad, tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_comparing_needs_a_column_and_a_common_paper():
    one = coding("a", ["predict"])
    with pytest.raises(ValueError, match="column is 'mood'"):
        agreement(one, one, "mood")
    with pytest.raises(ValueError, match="no paper in common"):
        agreement(one, Coding("b", {}), "aim")


def test_a_draw_names_its_frame_and_repeats_with_its_seed(tmp_path):
    frame = tmp_path / "frame.csv"
    rows = "".join(f"{2000 + i % 20},A{i},Title {i}\n" for i in range(100))
    frame.write_text("year,first_author,title\n" + rows, encoding="utf-8")
    first = draw_papers(frame, 30, 3, tmp_path / "one.csv")
    again = draw_papers(frame, 30, 3, tmp_path / "two.csv")
    other = draw_papers(frame, 30, 4, tmp_path / "three.csv")
    assert first.frame == "frame.csv, 100 papers, seed 3"
    assert first == again
    assert first.papers != other.papers
    assert len({paper.title for paper in first.papers}) == 30
    with pytest.raises(ValueError, match="n is 101; frame.csv allows 1 to 100"):
        draw_papers(frame, 101, 0, tmp_path / "four.csv")
    assert not (tmp_path / "four.csv").exists()
