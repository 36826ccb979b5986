"""The words of the screen, one catalogue for each language; texts of KPIs live with the KPIs."""

from collections.abc import Mapping

from dashboards.i18n import (
    audit_words,
    charts_en,
    charts_zh,
    control,
    damage,
    documents,
    driver_sentences,
    drivers,
    en,
    explaining,
    intake,
    morning,
    notebook,
    onboarding,
    problems,
    profit_bridge,
    safety,
    sending,
    side_by_side,
    sign_on,
    unmasking,
    visit_pack,
    zh,
)

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "zh": zh.WORDS
    | charts_zh.WORDS
    | problems.ZH
    | control.ZH
    | intake.ZH
    | damage.ZH
    | side_by_side.ZH
    | visit_pack.ZH
    | morning.ZH
    | explaining.ZH
    | documents.ZH
    | onboarding.ZH
    | notebook.ZH
    | safety.ZH
    | audit_words.ZH
    | sending.ZH
    | drivers.ZH
    | driver_sentences.ZH
    | profit_bridge.ZH
    | sign_on.ZH
    | unmasking.ZH,
    "en": en.WORDS
    | charts_en.WORDS
    | problems.EN
    | control.EN
    | intake.EN
    | damage.EN
    | side_by_side.EN
    | visit_pack.EN
    | morning.EN
    | explaining.EN
    | documents.EN
    | onboarding.EN
    | notebook.EN
    | safety.EN
    | audit_words.EN
    | sending.EN
    | drivers.EN
    | driver_sentences.EN
    | profit_bridge.EN
    | sign_on.EN
    | unmasking.EN,
}


def say(language: str, key: str, **values: object) -> str:
    """A word in a language, its placeholders filled.

    Raises:
        KeyError: no such word; the completeness test finds this before a reader does.
    """
    text = CATALOGUES[language][key]
    return text.format(**values) if values else text
