"""`forecourt map`: how an unknown file may be read, and the profile file that it becomes."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import TextIO, cast

from commands.errors import UserError
from commands.own_profiles import all_profiles, known_stores, own_profiles, profile_folder
from commands.settings import Settings
from data_loaders.collecting import collect
from data_loaders.faults import RefusedError
from data_loaders.mapping.inspecting import Chosen, Looked, both, inspect, sheet_mapping
from data_loaders.mapping.mapping_text import looked_text
from data_loaders.mapping.profile_file import OwnProfile, ProfileFileError, read_profile
from data_loaders.mapping.profile_folder import keep_profile
from data_loaders.profiles import SHIPPED
from data_loaders.wording import Language, explain
from warehouse.schema import TABLES

NAME = "map"
HELP = "propose how an unknown file is read, and keep it as a source profile · 建立来源模板"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the unknown file")
    parser.add_argument("--sheet", help="this sheet of the workbook only")
    parser.add_argument("--table", help="the table that the sheet is to fill")
    parser.add_argument("--for-sheet", help="the sheet that --table is for; all where not given")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "--out", type=Path, metavar="PROFILE.json", help="write the proposal as a profile to edit"
    )
    parser.add_argument(
        "--add", type=Path, metavar="PROFILE.json", help="check a profile and use it from now on"
    )
    parser.add_argument("--list", action="store_true", help="the profiles there are")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the answer")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Propose, write, add or list."""
    language = cast(Language, args.lang or settings.language)
    asked = [args.file is not None, args.add is not None, args.list]
    if sum(asked) != 1:
        raise UserError(
            "expected one of FILE, --add PROFILE.json and --list", "see forecourt map --help"
        )
    if args.list:
        return _list(settings, language, out)
    if args.add is not None:
        return _add(args.add, settings, language, out)
    looked = look(settings, args.file, args.sheet, Chosen(args.table, _for(args)), language)
    if args.json:
        json.dump([each.as_json() for each in looked], out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        print("\n\n".join(looked_text(each, language) for each in looked), file=out)
    if args.out is not None:
        _write(args.out, looked, args.file)
        print(f"-> {args.out}", file=out)
    return 0


def look(
    settings: Settings, path: Path, sheet: str | None, chosen: Chosen, language: Language
) -> list[Looked]:
    """Look at a file.

    Raises:
        UserError: there is no such file, sheet or table, or it cannot be opened.
    """
    if chosen.table is not None and chosen.table not in TABLES:
        raise UserError(f"there is no table {chosen.table}", "choose one of " + ", ".join(TABLES))
    try:
        with tempfile.TemporaryDirectory(prefix="forecourt-map-") as staging:
            found = _inspect(settings, path, Path(staging), chosen, language)
    except RefusedError as error:
        raise UserError(
            f"{path.name}: {explain(error.rule, language, error.details)}", "choose another file"
        ) from None
    wanted = [each for each in found if sheet is None or each.sheet == sheet]
    if not wanted:
        names = ", ".join(each.sheet for each in found)
        raise UserError(f"{path} has no sheet {sheet}", f"choose one of {names}")
    return wanted


def _inspect(
    settings: Settings, path: Path, staging: Path, chosen: Chosen, language: Language
) -> list[Looked]:
    """Look at a file, or at every file of an archive."""
    extracts, refused = collect([str(path)], staging)
    if refused and not extracts:
        raise refused[0][1]
    profiles, stores = all_profiles(settings), known_stores(settings)
    if len(extracts) == 1 and extracts[0].path == path:
        return inspect(extracts[0], staging, profiles, stores, chosen)
    found = [Looked(name, None, "", both(error), None) for name, error in refused]
    for extract in extracts:
        try:
            found += inspect(extract, staging, profiles, stores, chosen, extract.name)
        except RefusedError as error:
            found.append(Looked(extract.name, None, "", both(error), None))
    return found


def _for(args: argparse.Namespace) -> str | None:
    found: str | None = args.sheet if args.for_sheet is None else args.for_sheet
    return found


def _list(settings: Settings, language: Language, out: TextIO) -> int:
    for own in own_profiles(settings):
        words = own.zh if language == "zh" else own.en
        tables = ", ".join(sheet.table for sheet in own.sheets)
        print(f"{own.name:<24}{words}  [{tables}]", file=out)
    for shipped in SHIPPED:
        print(f"{shipped.name:<24}{shipped.zh if language == 'zh' else shipped.en}", file=out)
    return 0


def _add(path: Path, settings: Settings, language: Language, out: TextIO) -> int:
    try:
        profile = read_profile(path.read_text(encoding="utf-8"))
    except ProfileFileError as error:
        raise UserError(f"{path}:\n{error.text(language)}", "correct the file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}", "name a profile file in UTF-8") from None
    print(f"-> {keep_profile(profile_folder(settings), profile)}", file=out)
    return 0


def _write(path: Path, looked: list[Looked], source: Path) -> None:
    sheets = tuple(sheet_mapping(each.proposal) for each in looked if each.proposal is not None)
    if not sheets:
        raise UserError(f"nothing in {source} can be mapped", "choose a file with headings")
    if path.exists():
        raise UserError(f"{path} exists already", "choose another name")
    profile = OwnProfile(path.stem.lower(), sheets, zh=source.stem, en=source.stem)
    path.write_text(profile.text(), encoding="utf-8")
