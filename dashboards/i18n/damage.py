"""What pages say while the newest snapshot is damaged, in both languages."""

ZH = {
    "damage.shown": "最新快照已损坏，现显示较早的快照 {id}；请管理员重新装载",
    "damage.told": (
        "最新快照已损坏，无法读取。现在显示的是较早的快照 {id}（数据截至 {day}），"
        "之后装载的数据不在其中。"
        "请管理员把最近的文件再装载一次；装载完成后，页面自动恢复。"
        "forecourt verify 会说明损坏的文件。"
    ),
}

EN = {
    "damage.shown": (
        "The newest snapshot is damaged; the earlier {id} is shown. "
        "Ask the administrator to load again"
    ),
    "damage.told": (
        "The newest snapshot is damaged and cannot be read. The earlier snapshot {id} is shown "
        "(data as of {day}); what was loaded after it is missing. The administrator should load "
        "the latest files again; pages recover by themselves afterwards. `forecourt verify` names "
        "the damaged file."
    ),
}
