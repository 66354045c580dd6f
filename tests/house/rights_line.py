"""The concepts that have no place in Evenborn, each with its reason; docs/rights.md says it at length.

Names are compared in lower case with underscores between their words.
"""

import re
from dataclasses import dataclass

STATEMENT = "OHCHR, UNFPA, UNICEF, UN Women and WHO, Preventing gender-biased sex selection (2011)"
FAMILY_LAW = "Population and Family Planning Law of the PRC as amended on 20 August 2021"
HEALTH_LAW = "Law of the PRC on Maternal and Infant Health Care, article 32"
PRIVACY_LAW = "Personal Information Protection Law of the PRC (2021), articles 6 and 28"
WOMEN_LAW = "Law of the PRC on the Protection of Rights and Interests of Women (2022), article 21"


@dataclass(frozen=True)
class Concept:
    """One thing that is left out, with no extension point."""

    name: str
    english: str
    chinese: str
    reason: str


FORBIDDEN = (
    Concept(
        "social maintenance fee",
        r"social_(maintenance|compensation|support|upbringing)_fee|(excess|unplanned|illegal)_births?_(fee|fine)",
        r"社会抚养费|超生罚款|超生费",
        f"{FAMILY_LAW}: the fee and its penalties were removed",
    ),
    Concept(
        "birth permits and quotas, and their withdrawal",
        r"(birth|second_child|pregnancy)_(permit|quota|licen[cs]e|approval)s?",
        r"准生证|生育指标|生育证|再生育审批|计划外(生育|怀孕)|超生",
        f"{FAMILY_LAW}: births are registered, not approved",
    ),
    Concept(
        "tracing of pregnancies",
        r"(disappeared|missing|lost|vanished|untraced|unaccounted)_pregnanc\w*"
        r"|pregnanc\w*_(trac\w+|disappear\w*|follow_up)|missing_outcomes?",
        r"孕情(跟踪|追踪|消失|监测|倒查)|(怀孕|孕妇)(消失|失踪|跟踪|追踪)|孕情全程",
        f"{STATEMENT}; {PRIVACY_LAW}: no purpose needs it",
    ),
    Concept(
        "approval or certificate before a termination",
        r"(termination|abortion)_(approval|permit|certificate|authori[sz]ation)s?"
        r"|(approval|permit|certificate)_(for|of|before)_(a_)?(termination|abortion)",
        r"(引产|流产|终止妊娠|人流)(证明|审批|批准|许可)",
        f"{STATEMENT}: never stand between a woman and care",
    ),
    Concept(
        "fetal sex",
        r"f(o)?etal_(sex|gender)(?!_determination)|(sex|gender)_of_(the_)?f(o)?etus|f(o)?etus_(sex|gender)",
        r"胎儿(的)?性别(?!鉴定)|胎儿男女",
        f"{HEALTH_LAW}: it may not be determined without medical need, so it is not recorded",
    ),
    Concept(
        "compulsory examination",
        r"(compulsory|mandatory|forced)_(pregnancy_|health_)?(exam\w*|test|check\w*)|(?<!pre_)pregnancy_checks?",
        r"强制(孕检|检查|体检)|定期孕检|查环(查孕)?|查孕",
        f"{WOMEN_LAW}: examination only with the woman's own consent",
    ),
    Concept(
        "scores or lists of women",
        r"(wom[ae]n|mothers?|pregnant|pregnanc\w*|famil\w+|households?)_"
        r"(risk\w*|scores?|watch\w*|suspicio\w*|suspects?|blacklists?|key_list)"
        r"|(risk|suspicio\w*|suspect|watch\w*|high_risk)_(of_)?(wom[ae]n|mothers?|pregnan\w*|famil\w+|households?)",
        r"(妇女|孕妇|孕产妇|育龄妇女|家庭)(风险|嫌疑|评分|黑名单)|重点(妇女|孕妇|对象|家庭)|两非嫌疑(人|孕妇|对象)",
        f"{STATEMENT}; {PRIVACY_LAW}: act on providers, never on women",
    ),
    Concept(
        "bonus points in examinations",
        r"(exam\w*|score|admission)_bonus|bonus_points",
        r"(考试|中考|高考|升学|录取)加分",
        "Ministry of Education of the PRC, reduction of bonus points in entrance examinations (2014)",
    ),
    Concept(
        "benefits tied to contraception",
        r"contracepti\w*|sterili[sz]ation|tubal_ligation|vasectomy|iud(_\w+)?",
        r"避孕|节育|绝育|结扎|上环|取环",
        "Convention on the Elimination of All Forms of Discrimination against Women, article 16 (1) (e)",
    ),
)


def snake(name: str) -> str:
    """A name as lower-case words with underscores between them."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[^0-9a-z\u3400-\u9fff]+", "_", apart.lower()).strip("_")


def crossed(name: str) -> Concept | None:
    """The concept that a name stands for, if it is one that has no place."""
    words = snake(name)
    joined = re.sub("_", "", words)
    for concept in FORBIDDEN:
        if re.search(rf"(?:^|_)(?:{concept.english})(?:_|$)", words) or re.search(concept.chinese, joined):
            return concept
    return None
