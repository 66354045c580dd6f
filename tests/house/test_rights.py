"""The rights lint: concepts that the rights line leaves out appear in no name, heading, key or option."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.rights_line import FORBIDDEN, crossed
from house.tree import files, parsed, plant, require_none


def names_in_code(root: Path) -> Iterator[tuple[str, str]]:
    """Where and what: modules, and every identifier in them."""
    for where, module in parsed(root):
        yield from ((where, part) for part in where.removesuffix(".py").split("/"))
        for node in ast.walk(module):
            for field in ("name", "id", "attr", "arg", "asname"):
                if isinstance(name := getattr(node, field, None), str):
                    yield f"{where}:{getattr(node, 'lineno', 0)}", name
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= 40:
                yield f"{where}:{node.lineno}", node.value


def names_in_words(root: Path) -> Iterator[tuple[str, str]]:
    """Keys of every TOML file, and what its lists hold: the headings that a table may have."""
    for path in files(root, "*.toml"):
        for name in _keys_and_lists(tomllib.loads(path.read_text("utf-8"))):
            yield path.relative_to(root).as_posix(), name


def _keys_and_lists(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys_and_lists(inner)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, str):
                yield inner
            yield from _keys_and_lists(inner)


def crossings(root: Path) -> list[str]:
    """Every name in a tree that crosses the rights line, with the reason why it may not be there."""
    return [
        f"{where}: {name!r} is {concept.name} — {concept.reason}"
        for where, name in [*names_in_code(root), *names_in_words(root)]
        if (concept := crossed(name)) is not None
    ]


def test_nothing_crosses_the_line(project: Path) -> None:
    require_none(crossings(project / "src/evenborn"))


PLANTED = [
    ("social_maintenance_fee", "social maintenance fee"),
    ("BirthPermit", "birth permits and quotas, and their withdrawal"),
    ("--birth-quota", "birth permits and quotas, and their withdrawal"),
    ("disappeared pregnancies", "tracing of pregnancies"),
    ("terminationApproval", "approval or certificate before a termination"),
    ("FetalSex", "fetal sex"),
    ("sex_of_the_foetus", "fetal sex"),
    ("mandatory pregnancy test", "compulsory examination"),
    ("mother_risk_score", "scores or lists of women"),
    ("HighRiskWomen", "scores or lists of women"),
    ("exam_bonus", "bonus points in examinations"),
    ("contraceptive_method", "benefits tied to contraception"),
    ("社会抚养费", "social maintenance fee"),
    ("生育证号", "birth permits and quotas, and their withdrawal"),
    ("孕情消失", "tracing of pregnancies"),
    ("引产证明", "approval or certificate before a termination"),
    ("胎儿性别", "fetal sex"),
    ("定期孕检", "compulsory examination"),
    ("重点孕妇名单", "scores or lists of women"),
    ("中考加分", "bonus points in examinations"),
    ("落实避孕措施", "benefits tied to contraception"),
]


@pytest.mark.parametrize(("name", "concept"), PLANTED)
def test_every_concept_is_known_by_its_names(name: str, concept: str) -> None:
    found = crossed(name)
    assert found is not None
    assert found.name == concept


@pytest.mark.parametrize(
    "name",
    [
        "sex",
        "sex_ratio",
        "出生医学证明",
        "registration",
        "孩次",
        "活产女婴",
        "mother_age_band",
        "pre_pregnancy_check",
        "胎儿性别鉴定",
    ],
)
def test_lawful_names_pass(name: str) -> None:
    assert crossed(name) is None


def test_every_concept_has_a_planted_case_and_a_reason() -> None:
    marks = [
        mark for mark in test_every_concept_is_known_by_its_names.pytestmark if mark.name == "parametrize"
    ]
    planted = {concept for _, concept in marks[0].args[1]}
    assert planted == {concept.name for concept in FORBIDDEN}
    assert all(len(concept.reason) > 20 for concept in FORBIDDEN)


def test_a_planted_crossing_is_caught_wherever_it_stands(tmp_path: Path) -> None:
    plant(tmp_path, "registers/births.py", "class Birth:\n    fetal_sex: int\n")
    plant(tmp_path, "registers/definitions/births.toml", '[field.order]\nheaders = ["孩次", "准生证号"]\n')
    plant(tmp_path, "presentation/words/report.toml", '[column.mother-risk]\nen = "Risk"\nzh = "风险"\n')
    plant(tmp_path, "registers/pregnancy_tracing.py", "")
    plant(tmp_path, "registers/mapping.py", 'SYNONYMS = {"contraception": 1}\n')
    assert len(crossings(tmp_path)) == 5
