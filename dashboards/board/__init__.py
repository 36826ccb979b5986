"""From KPIs to what a page shows of them: questions, tiles, judgement and pace."""
