"""The screen: shell, pages, charts, components, languages, exports."""
