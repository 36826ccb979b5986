"""What a member of a grouping is called on screen."""

from dashboards.visit import Visit


def name_of(visit: Visit, key: str, member: str) -> str:
    """Name of a store or account, else the code itself; words for members that nobody named."""
    if key == "store":
        return next((s.name for s in visit.open_stores if s.code == member), member)
    name = visit.names.get(key, {}).get(member)
    return name or member or visit.say("member.none")
