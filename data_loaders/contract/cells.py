"""One odd text becomes one value, or a fault: the reading that needs more than a cast."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from data_loaders.contract.fields import Field, Kind
from data_loaders.contract.stores import StoreRegister
from data_loaders.faults import CellError
from data_loaders.values.choices import UNMAPPED, read_choice, read_yes_no
from data_loaders.values.cleaning import half_width, refuse_spreadsheet_error
from data_loaders.values.codes import read_code, read_vin
from data_loaders.values.dates import read_moment, read_month
from data_loaders.values.numbers import read_decimal, read_whole
from data_loaders.values.periods import read_period
from data_loaders.values.personal import hash_phone, mask_name, mask_phone, mask_within

_DASHES = frozenset({"-", "--", "—", "——", "/", "\\"})
_VERBATIM = frozenset(
    {
        Kind.CODE, Kind.VIN, Kind.STORE, Kind.DAY, Kind.MOMENT, Kind.MONTH, Kind.PERIOD, Kind.WHOLE,
        Kind.DECIMAL, Kind.YES_NO,
    }
)  # fmt: skip
_PERSONAL_WORDS = (
    "姓名",
    "电话",
    "手机",
    "身份证",
    "地址",
    "车主",
    "客户名",
    "联系人",
    "送修人",
    "证件",
    "银行",
    "卡号",
    "开户",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one text.

    Attributes:
        value: The value to store; None for none.
        rule: The rule it breaks, or None.
        unmapped: Whether the text is missing from its closed list.
    """

    value: Any
    rule: str | None = None
    unmapped: bool = False


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads odd texts with what is known of the extract.

    Attributes:
        stores: The stores there are.
        phone_key: Secret of the phone hashes.
        year: Year of the extract, for dates without one.
        forced_store: Store that was given for the whole load; another one in a row is a conflict.
        known: Outcomes so far, so that a text is read once for a sheet.
    """

    stores: StoreRegister
    phone_key: bytes
    year: int | None = None
    forced_store: str | None = None
    known: dict[tuple[Field, str], Cell] = field(default_factory=dict)

    def read(self, wanted: Field, text: str) -> Cell:
        """Return what `text` is in the column `wanted`; never raises."""
        place = (wanted, text)
        found = self.known.get(place)
        if found is None:
            found = self._read(wanted, text)
            # Enough for any closed list and calendar, and a bound for columns full of oddities.
            if len(self.known) < 200_000:
                self.known[place] = found
        return found

    def _read(self, wanted: Field, text: str) -> Cell:
        try:
            value = self._value(wanted, text)
        except CellError as error:
            return Cell(None, error.rule)
        return Cell(value, None, wanted.kind is Kind.CHOICE and value == UNMAPPED)

    def _value(self, wanted: Field, text: str) -> Any:
        match wanted.kind:
            case Kind.CODE | Kind.VIN:
                return read_vin(text) if wanted.kind is Kind.VIN else read_code(text)
            case Kind.CHOICE:
                value = read_choice(text, wanted.values, wanted.aliases)
                return wanted.otherwise if value == UNMAPPED else value
            case Kind.YES_NO:
                return read_yes_no(text)
            case Kind.DAY | Kind.MOMENT:
                moment = read_moment(text, self.year)
                return moment.date() if moment and wanted.kind is Kind.DAY else moment
            case Kind.MONTH:
                return read_month(text, self.year)
            case Kind.PERIOD:
                return read_period(text, self.year)
            case Kind.WHOLE | Kind.DECIMAL:
                return _number(wanted, text)
            case Kind.STORE:
                return self._store(text)
            case _:
                return self._words(wanted, text)

    def _words(self, wanted: Field, text: str) -> str | None:
        refuse_spreadsheet_error(text)
        match wanted.kind:
            case Kind.PHONE_HASH:
                return hash_phone(text, self.phone_key)
            case Kind.PHONE:
                return mask_phone(text)
            case Kind.PERSON:
                return mask_name(text)
            case _:
                return _plain_text(text)

    def _store(self, text: str) -> str:
        refuse_spreadsheet_error(text)
        code = self.stores.find(text)
        if code is None and self.forced_store is None:
            raise CellError("unknown_store")
        if self.forced_store is not None and code not in (None, self.forced_store):
            raise CellError("store_conflict")
        return code or self.forced_store or ""


def shown(wanted: Field | None, text: str) -> str:
    """Return a refused text as it may be kept and shown: personal data hidden, not endless."""
    kind = None if wanted is None else wanted.kind
    if kind is Kind.PERSON:
        text = mask_name(text) or ""
    elif kind in (Kind.PHONE, Kind.PHONE_HASH):
        text = mask_phone(text) or ""
    text = mask_within(text)
    return text if len(text) <= 200 else text[:200] + "…"


def kept(wanted: Field | None, text: str, *, broken: bool) -> str:
    """Return a cell of a refused row as it may be stored: whole, personal data as tables store it.

    Codes, numbers and days are stored as they stand; where one breaks a rule its cell may hold
    anything, so that numbers of people are looked for in it.
    """
    kind = None if wanted is None else wanted.kind
    if kind is Kind.PERSON:
        return mask_name(text) or ""
    if kind in (Kind.PHONE, Kind.PHONE_HASH):
        return mask_phone(text) or ""
    return text if kind in _VERBATIM and not broken else mask_within(text)


def hides_people(heading: str) -> bool:
    """Tell whether an unmapped column holds personal data, going by its heading."""
    plain = half_width(heading)
    return any(word in plain for word in _PERSONAL_WORDS)


def _plain_text(text: str) -> str | None:
    return None if text in _DASHES else mask_within(text)


def _number(wanted: Field, text: str) -> Decimal | int | None:
    if wanted.kind is Kind.WHOLE:
        return read_whole(text)
    return read_decimal(text, wanted.places, wanted.percent, wanted.factor)
