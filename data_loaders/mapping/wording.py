"""What is wrong with a mapping or a profile file, and how sure a proposal is, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_loaders.wording import Language

SAYINGS: Mapping[str, tuple[str, str]] = {
    # Why a column is proposed
    "same_heading": ("表头与“{column}”一致", "the heading is that of {column}"),
    "similar_heading": ("表头接近“{word}”", "the heading is close to “{word}”"),
    "contents": ("内容像“{column}”", "the contents look like {column}"),
    "profile": ("来源模板 {profile} 已认识", "source profile {profile} knows it"),
    "nothing_fits": (
        "这张表里没有相像的列；请指定，或保持不导入",
        "no column of this table is like it; choose one, or leave it out",
    ),
    "vat_left_out": (
        "表头写明含税，这张表只收不含税金额；请导出不含税的列",
        "the heading says that VAT is included, this table takes amounts without; "
        "export a column without VAT",
    ),
    # What does not fit
    "unreadable_values": (
        "{count} 个样本中有 {bad} 个读不成“{column}”，例如第 {row} 行“{value}”",
        "{bad} of {count} samples cannot be read as {column}, such as “{value}” in row {row}",
    ),
    "unlisted_values": (
        "不在“{column}”取值列表里的值：{values}；先记为“未映射”",
        "values that are not in the list of {column}: {values}; they count as unmapped for now",
    ),
    "includes_vat": (
        "表头“{heading}”写明含税，而“{column}”是不含税金额；请选不含税的列",
        "the heading “{heading}” says that VAT is included, {column} is without VAT; "
        "choose a column without VAT",
    ),
    "column_missing": (
        "缺少必需的列“{column}”；没有它一行就说明不了什么",
        "the required column {column} is missing; a row says nothing without it",
    ),
    # A profile file
    "not_json": (
        "不是有效的 JSON（第 {row} 行：{detail}）；请改正该行",
        "it is not valid JSON (line {row}: {detail}); correct that line",
    ),
    "not_a_profile": (
        "应为 {expected}，实为 {found}；请照 docs/own-source-profile.md 的样例改正",
        "expected {expected}, found {found}; correct it as in docs/own-source-profile.md",
    ),
    "unknown_key": (
        "不认识的项“{key}”；可用的有 {known}",
        "“{key}” is no part of a profile; there are {known}",
    ),
    "bad_name": (
        "名称“{name}”应为 2 至 40 个小写字母、数字或连字符，以字母开头",
        "the name “{name}” should be 2 to 40 small letters, digits or hyphens, a letter first",
    ),
    "name_taken": (
        "名称“{name}”是自带的来源模板；请换一个名称",
        "“{name}” is the name of a shipped profile; choose another",
    ),
    "unknown_table": (
        "没有表“{table}”{near}；请用 52 张表之一的英文名",
        "there is no table “{table}”{near}; name one of the 52 tables",
    ),
    "unknown_column": (
        "表 {table} 没有列“{column}”{near}",
        "table {table} has no column “{column}”{near}",
    ),
    "column_twice": (
        "表头“{first}”和“{second}”都指向“{column}”；一列只能来自一个表头",
        "the headings “{first}” and “{second}” both fill {column}; keep one of them",
    ),
    "too_few_columns": (
        "{table}：至少要指定两个表头，否则认不出这种表",
        "{table}: at least two headings must be mapped, else the sheet cannot be recognised",
    ),
    "unlisted_target": (
        "“{value}”不在“{column}”的取值列表里；可用的有 {listed}",
        "“{value}” is not in the list of {column}; there are {listed}",
    ),
    "no_list": (
        "“{column}”没有取值列表，不需要对应值",
        "{column} has no list of values, so none can be mapped",
    ),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One remark.

    Attributes:
        rule: A key of `SAYINGS`.
        details: What fills its blanks; a pair where the two languages differ.
    """

    rule: str
    details: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Return the remark as a sentence."""
        place = 0 if language == "zh" else 1
        values = {
            name: each if isinstance(each, str) else each[place]
            for name, each in self.details.items()
        }
        return SAYINGS[self.rule][place].format(**values)

    def as_json(self) -> dict[str, str]:
        """Return the remark in both languages."""
        return {"rule": self.rule, "zh": self.text("zh"), "en": self.text("en")}


def saying(rule: str, **details: object) -> Saying:
    """Make a remark; a pair of texts stays a pair, all else becomes text."""
    return Saying(
        rule,
        {name: each if isinstance(each, tuple) else str(each) for name, each in details.items()},
    )
