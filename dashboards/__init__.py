"""The screen: the only room that draws. Figures come from ``metrics``, people from ``access``.

- `application`, `services`   puts the screen together; what it is handed from outside
- `web/`         the server around it: gate, sign-in, health, headers, static files
- `site`         the pages, one literal tuple
- `shell/`       what stands around every page: navigation, top bar, filter bar, page frame
- `pages/`       one module for each page
- `board/`       from KPIs to tiles: questions, tiles, judgement, pace, drill
- `components/`  cards, sparklines, grids, the trust line; pure functions
- `charts/`      one module for each kind of chart; result in, figure out
- `query`, `visit`, `periods`   the address of a view, and who is looking at it
- `format`       numbers, money, percentages and days in both languages
- `i18n/`        the words of the screen
"""
