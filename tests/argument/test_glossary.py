"""The glossary: every term explained, and rendered in one way wherever readers meet it."""

import re
from pathlib import Path

import pytest
import yaml

from qmlaw import argument
from qmlaw.argument import ArgumentDataError
from qmlaw.classroom.terms import wrong_renderings
from qmlaw.paths import data_folder

ROOT = data_folder().parent
TERMS = list(argument.load_glossary().values())
READ = [
    *sorted((ROOT / "notebooks" / "source").glob("*.py")),
    *sorted((ROOT / "lib" / "qmlaw").rglob("*.py")),
    *sorted((ROOT / "data" / "argument").glob("*.yaml")),
    *sorted((ROOT / "data").glob("*/README.md")),
]
# A rival rendering may be named where it is the subject: file, words, how often.
QUOTED = [
    ("glossary.yaml", "쿨롱 행렬", 1),  # the standard spelling, beside the essay's
    ("glossary.yaml", "결합 클러스터", 1),  # the other name of coupled-cluster theory
]


def test_every_term_is_explained_in_one_line_in_both_languages():
    assert len(TERMS) >= 120
    assert argument.load_glossary()["순서비의존성"].en == "permutation invariance"
    for term in TERMS:
        for language, has in (("en", r"[A-Za-z]{3}"), ("ko", r"[가-힣]{2}")):
            line = term.definition[language]
            assert re.search(has, line) and "\n" not in line and len(line) <= 180, term
            assert line.endswith("."), term


def test_every_term_has_an_anchor_of_its_own():
    anchors = [term.anchor for term in TERMS]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", anchor) for anchor in anchors), anchors
    assert argument.load_glossary()["델타 학습"].anchor == "delta-learning"


def test_no_rendering_is_a_rival_of_another():
    clashes = [
        (term.ko, other.ko, language)
        for term in TERMS
        for language in ("en", "ko")
        for other in TERMS
        if other.wrong(getattr(term, language), language)
    ]
    assert clashes == []


def test_both_editions_render_each_term_in_one_way():
    faults = list(wrong_renderings(READ))
    for name, words, times in QUOTED:
        quotes = [fault for fault in faults if fault.startswith(f"{name}:") and f"“{words}”;" in fault]
        assert len(quotes) == times, quotes
        faults = [fault for fault in faults if fault not in quotes]
    assert faults == []


SOURCE = """# %% [markdown] tags=["en"]
# # Neural nets
#
# The wave
# function is not a wavefunction.

# %% [markdown] tags=["ko"]
# # 신경망
#
# 커널
# 리지 회귀와 하트리-폭.

# %%
from qmlaw.show import text

neural_net = text(en="error", ko=f"초매개변수 {1}개")
# a comment may say neural net
"""


def test_a_planted_rival_is_found_with_file_line_and_remedy(tmp_path):
    path = tmp_path / "90_planted.py"
    path.write_text(SOURCE, encoding="utf-8")
    assert list(wrong_renderings([path])) == [
        "90_planted.py:2: “Neural nets”; the glossary has “neural network”",
        "90_planted.py:5: “wavefunction”; the glossary has “wave function”",
        "90_planted.py:10: “커널 리지”; the glossary has “커널리지회귀”",
        "90_planted.py:16: “매개변수”; the glossary has “파라미터”",
    ]


YAML = """claims:
  - text:
      en: "first principles"
      # a remark
      ko: >-
        첫 줄
        포텐셜을
"""


def test_a_planted_rival_is_found_in_yaml_and_in_a_card(tmp_path):
    claims, card = tmp_path / "claims.yaml", tmp_path / "README.md"
    claims.write_text(YAML, encoding="utf-8")
    card.write_text("# Data\n\nAtomisation energies of\nmolecules.\n", encoding="utf-8")
    assert list(wrong_renderings([claims, card])) == [
        "claims.yaml:3: “first principles”; the glossary has “ab initio calculation”",
        "claims.yaml:7: “포텐셜”; the glossary has “퍼텐셜 에너지 표면”",
        "README.md:3: “Atomisation energies”; the glossary has “atomization energy”",
    ]


@pytest.mark.parametrize(
    ("ko", "language", "text", "places"),
    [
        ("쿨롬행렬", "en", "Coulomb matrices? The Coulomb\nmatrix.", [0, 22]),
        ("원자화에너지", "en", "atomization energies", [0]),
        ("노름", "en", "normal norms", [7]),
        ("정합성", "ko", "크기정합성과 정합성을", [7]),
        ("신경망/인공신경망", "ko", "인공신경망은 신경망이다", [0, 7]),
        ("법칙/원리/규칙", "ko", "법칙", []),
    ],
)  # fmt: skip
def test_a_term_is_found_with_plural_and_particle_and_not_inside_another_word(ko, language, text, places):
    assert argument.load_glossary()[ko].places(text, language) == places


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["terms"][3].pop("definition"), ["법칙/원리/규칙", "missing field 'definition'"]),
        (lambda d: d["terms"][0].update(theme="magic"), ["자연법칙", "'magic'", "allowed are"]),
        (lambda d: d["terms"][0].pop("theme"), ["자연법칙", "theme is None"]),
        (lambda d: d["terms"].append(dict(d["terms"][0])), ["term (ko)", "자연법칙"]),
    ],
)
def test_a_bad_entry_is_refused_with_its_name(tmp_path: Path, change, words):
    document = yaml.safe_load((data_folder() / "argument" / "glossary.yaml").read_text(encoding="utf-8"))
    change(document)
    path = tmp_path / "glossary.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ArgumentDataError) as error:
        argument.load_glossary(path)
    for word in words:
        assert word in str(error.value)
