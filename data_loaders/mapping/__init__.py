"""Mappings made by a person: a proposal for an unknown sheet, and the profile file it becomes.

`inspecting` looks at a file, `proposing` guesses with confidence and reason, `profile_file` is
what a person has confirmed, `unlisted` the queue of values that no closed list knows.
"""
