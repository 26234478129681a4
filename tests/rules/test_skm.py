"""The satisfaction index against published numbers, its bands, its working, and the sample size."""

from decimal import Decimal
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from office.feedback.questionnaire import questionnaire
from office.feedback.skm import Answers, AnswersInvalid, band_of, compute, sample_size
from tests.rules.places import VECTORS, rows

PUBLISHED = yaml.safe_load((VECTORS / "skm_test_vectors.yaml").read_text("utf-8"))
VECTOR = {vector["id"][:2]: vector for vector in PUBLISHED["vectors"]}
NINE = questionnaire().keys


def of_means(means):
    return Answers.of_means({f"U{n}": Decimal(str(mean)) for n, mean in enumerate(means, 1)})


def of_rows(table):
    return Answers.of_rows([{f"U{n}": score for n, score in enumerate(row, 1)} for row in table])


@pytest.mark.parametrize(
    ("means", "weights", "ikm"),
    [
        (VECTOR["V2"]["nrr_published"], "r2", "86.63"),  # 86.625: half up, as printed
        (VECTOR["V2"]["nrr_published"], "exact", "87.50"),
        (VECTOR["V3"]["nrr_published"], "exact", "91.25"),
        (VECTOR["V4"]["nrr_published"], "exact", "85.00"),
        (VECTOR["V6"]["nrr_published"], "exact", "61.89"),
        (VECTOR["V6"]["nrr_published"], "r3", "61.52"),
        (VECTOR["V8"]["series"][2011]["nrr"], "r3", "74.67"),
        (VECTOR["V8"]["series"][2013]["nrr"], "r3", "74.59"),
        (VECTOR["V8"]["series"][2011]["nrr"], "exact", "75.12"),
        (VECTOR["V8"]["series"][2013]["nrr"], "exact", "75.04"),
        (PUBLISHED["does_not_reproduce"][0]["nrr_published"], "r3", "82.62"),  # its own table says 81.71
    ],
)
def test_published_means(means, weights, ikm):
    assert compute(of_means(means), weights).ikm == Decimal(ikm)


@pytest.mark.parametrize(
    ("name", "ikm", "performance"),
    [("V3", "91.25", "Sangat Baik"), ("V4", "85.00", "Baik"), ("V5", "100.00", "Sangat Baik")],
)
def test_published_rows(name, ikm, performance):
    vector = VECTOR[name]
    skm = compute(of_rows(vector["rows"]))
    assert (skm.n, skm.ikm, skm.performance) == (vector["n"], Decimal(ikm), performance)
    if "totals" in vector:
        assert list(skm.means.values()) == [Decimal(total) / vector["n"] for total in vector["totals"]]
        assert [float(mean) for mean in skm.means.values()] == vector["nrr_published"]


def test_the_published_table_with_a_five_in_it_adds_up_but_is_refused_as_answers():
    vector = VECTOR["V2"]
    assert [sum(column) for column in zip(*vector["rows"], strict=True)] == vector["totals"]
    with pytest.raises(AnswersInvalid, match="Unsur U2: nilai 5"):
        of_rows(vector["rows"])


def test_older_reports_are_graded_by_the_older_bands():
    answers = of_means(VECTOR["V8"]["series"][2011]["nrr"])
    assert compute(answers, "r3", bands="2004").performance == "Baik"
    assert compute(answers, "r3", bands="2017").performance == "Kurang Baik"
    sixty_one = of_means(VECTOR["V6"]["nrr_published"])
    assert (compute(sixty_one, bands="2004").grade, compute(sixty_one).grade) == ("C", "D")
    with pytest.raises(KeyError):
        compute(answers, bands="1999")


@pytest.mark.parametrize(("value", "grade"), PUBLISHED["boundaries"])
def test_bands_read_the_rounded_value(value, grade):
    assert band_of(Decimal(str(value))).grade == grade


@pytest.mark.parametrize("value", ["62.504", "43.754", "81.254"])
def test_the_older_bands_too(value):
    assert band_of(Decimal(value), "2004").grade != band_of(Decimal(value) + Decimal("0.001"), "2004").grade


@pytest.mark.parametrize("bands", ["2017", "2004"])
def test_the_bands_leave_no_gap_between_rounded_values(bands):
    table = questionnaire().bands[bands]
    assert [band.grade for band in table] == ["A", "B", "C", "D"]
    assert table[0].highest == 100
    assert table[-1].lowest == 25
    for better, worse in pairwise(table):
        assert better.lowest - worse.highest == Decimal("0.01")


def test_the_best_answers_give_100_only_with_the_exact_weight():
    best = Answers.of_rows([dict.fromkeys(NINE, 4)])
    assert [compute(best, weights).ikm for weights in ("exact", "r3", "r2")] == [
        Decimal("100.00"),
        Decimal("99.90"),
        Decimal("99.00"),
    ]


def test_the_worst_answers_stay_in_the_lowest_band_even_below_25():
    worst = compute(Answers.of_rows([dict.fromkeys(NINE, 1)]), "r2")
    assert (worst.ikm, worst.grade) == (Decimal("24.75"), "D")


def test_missing_answers_divide_by_those_who_answered():
    skm = compute(Answers.of_rows([{"waktu": 4, "biaya": 2}, {"waktu": 2, "biaya": None}, {"biaya": 3}, {}]))
    assert (skm.n, skm.counts) == (3, {"waktu": 2, "biaya": 2})
    assert skm.means == {"waktu": Decimal("3"), "biaya": Decimal("2.5")}
    assert skm.ikm == Decimal("68.75")


def test_an_element_without_answers_is_refused():
    with pytest.raises(AnswersInvalid, match="Unsur biaya tidak punya jawaban"):
        Answers.of_rows([{"waktu": 4, "biaya": None}])


@pytest.mark.parametrize("nothing", [[], [{}], [{"waktu": None}]])
def test_no_answers_at_all_are_refused(nothing):
    with pytest.raises(AnswersInvalid, match="Belum ada jawaban"):
        Answers.of_rows(nothing)


@pytest.mark.parametrize("score", [0, 5, -1])
def test_a_score_outside_the_scale_is_refused(score):
    with pytest.raises(AnswersInvalid, match="bukan 1, 2, 3, atau 4"):
        Answers.of_rows([{"waktu": score}])


@pytest.mark.parametrize("mean", ["0.99", "4.01"])
def test_a_mean_outside_the_scale_is_refused(mean):
    with pytest.raises(AnswersInvalid, match="di luar skala"):
        Answers.of_means({"U1": Decimal(mean)})


def test_the_whole_working_is_shown():
    assert compute(of_means(VECTOR["V2"]["nrr_published"]), "r2").working == (
        "U1: NRR 3,7000 × 0,33 = 1,2210",
        "U2: NRR 3,8000 × 0,33 = 1,2540",
        "U3: NRR 3,0000 × 0,33 = 0,9900",
        "Jumlah NRR tertimbang = 3,4650",
        "IKM = 3,4650 × 25 = 86,6250, dibulatkan 86,63",
        "Mutu B (Baik): 76,61–88,30",
    )
    exact = compute(of_rows([[4, 3, 3], [4, 3, 2]])).working
    assert exact[0] == "U1: NRR 4,0000 × 1/3 = 1,3333 (2 jawaban)"


def test_the_json_form():
    plain = compute(of_means(VECTOR["V2"]["nrr_published"]), "r2").plain()
    assert plain["means"] == {"U1": 3.7, "U2": 3.8, "U3": 3.0}
    assert (plain["n"], plain["index"], plain["ikm"], plain["grade"]) == (None, 3.465, 86.63, "B")
    assert (plain["weights"], plain["weight"]) == ("r2", 0.33)
    assert plain["weighted"]["U3"] == 0.99


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=30))
def test_the_index_is_the_mean_of_all_answers_and_respects_its_ends(table):
    skm = compute(of_rows(table))
    answers = [score for row in table for score in row]
    assert abs(skm.ikm - Decimal(sum(answers)) / len(answers) * 25) <= Decimal("0.005")
    assert 25 <= skm.ikm <= 100
    assert skm.ikm == Decimal(str(skm.plain()["ikm"])).quantize(Decimal("0.01"))


@given(st.permutations(NINE), st.lists(st.integers(1, 4), min_size=9, max_size=9))
def test_answers_are_kept_by_key_so_their_order_never_matters(order, scores):
    given_answers = dict(zip(NINE, scores, strict=True))
    shuffled = {key: given_answers[key] for key in order}
    assert compute(Answers.of_rows([given_answers])).ikm == compute(Answers.of_rows([shuffled])).ikm


@pytest.mark.parametrize("row", rows("krejcie_morgan.csv"), ids=lambda row: row["population"])
def test_sample_size(row):
    assert sample_size(int(row["population"])) == int(row["sample"])


def test_sample_size_of_few_and_of_none():
    assert [sample_size(n) for n in (0, 1, 2)] == [0, 1, 2]
    with pytest.raises(ValueError, match="negative"):
        sample_size(-1)


def test_the_questionnaire_is_the_regulations():
    asked = questionnaire()
    assert len(asked.elements) == 9
    assert [element.form_no for element in asked.elements] == list(range(1, 10))
    assert {element.regulation_no for element in asked.elements} == set(range(1, 10))
    assert all("Saudara" in element.question for element in asked.elements)
    assert asked.elements[3].options == ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")


def test_the_eighth_element_depends_on_the_numbering():
    asked = questionnaire()
    assert list(asked.numbered())[7:] == ["sarana", "pengaduan"]
    assert list(asked.numbered("regulation_no"))[7:] == ["pengaduan", "sarana"]
    assert asked.numbered()["sarana"] == "U8"


def test_our_own_occupations_have_an_official_one():
    profile = {question.key: question for question in questionnaire().profile}
    assert profile["pekerjaan"].report["Nelayan"] == "Lainnya"
    assert all(set(question.report) <= set(question.options) for question in profile.values())
