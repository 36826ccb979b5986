"""Two columns under one heading: where they differ, nobody can say which of them is meant."""

from data_loaders.faults import RefusedError
from data_loaders.profiles.headings import normal
from data_loaders.profiles.matching import Match
from data_loaders.reading.flaws import address
from data_loaders.reading.sheet import Sheet


def refuse_contradiction(sheet: Sheet, match: Match) -> None:
    """Refuse a sheet in which a heading that is read stands twice over different cells.

    Raises:
        RefusedError: `heading_twice`, with both places.
    """
    rows = sheet.head()[match.first_data :]
    for column, instead in match.rivals:
        heading = match.headings[column]
        if normal(heading) != normal(match.headings[instead]):
            continue
        if any(cells[column].strip() != cells[instead].strip() for cells in rows):
            places = sorted((column, instead))
            row = match.first_data or 1
            raise RefusedError(
                "heading_twice",
                column=heading,
                places=", ".join(address(row, place) for place in places),
            )
