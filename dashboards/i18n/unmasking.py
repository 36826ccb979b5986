"""Words of un-masking one record, in both languages."""

ZH = {
    "unmask.cell": "查看完整",
    "unmask.hint": "车架号已遮盖；确有需要，点该行车架号旁的“查看完整”。",
    "unmask.column": "完整信息",
    "unmask.column.hint": "逐条查看完整的车架号、车牌：须说明用途并验证身份，每次都记入审计",
    "unmask.title": "查看完整信息",
    "unmask.lead": "只显示下面这一条记录的完整车架号和车牌。谁、何时、看了哪条、为何，都记入审计，"
    "管理员可查。",
    "unmask.count": "过去 24 小时您已查看 {seen} 条，上限 {most} 条。",
    "unmask.store": "门店",
    "unmask.document": "单据",
    "unmask.none": "无",
    "unmask.purpose": "用途",
    "unmask.purpose.choose": "请选择",
    "unmask.words": "具体事由",
    "unmask.words.hint": "{shortest} 到 {longest} 个字，例如“客户来电催交车，核对车架号”。"
    "不要写姓名、电话、车牌、车架号。",
    "unmask.password": "您的密码",
    "unmask.code": "验证码",
    "unmask.code.hint": "手机验证器上的 6 位数字，或一个备用码。验证后十分钟内不再询问。",
    "unmask.signed_on": "您用单点登录，这里没有验证码：请退出后重新登录，十分钟内即可查看。",
    "unmask.set_up": "查看完整信息须先启用两步验证。启用后从单据表再点一次即可。",
    "unmask.set_up.link": "设置两步验证",
    "unmask.show": "显示完整信息",
    "unmask.shown.title": "完整信息",
    "unmask.shown.lead": "已记入审计。这些值只在本页显示，不进表格、导出和缓存；离开即不再显示。",
    "unmask.kept": "姓名和电话在装载时已截短，这里没有全文；请凭车架号在 DMS 中查询。",
    "unmask.back": "回到单据",
    "unmask.seen": "谁查看过本店客户的完整信息",
    "unmask.seen.refused": "已到上限，未显示",
    "unmask.seen.hint": "近 30 天，最多列 20 条；全部记录在管理员的审计页。",
    "unmask.problem.purpose": "请选择用途。",
    "unmask.problem.words": "请写明具体事由，{shortest} 到 {longest} 个字。",
    "unmask.problem.personal": "事由里像是有电话、车牌或车架号，请删去后再提交。",
    "unmask.problem.password": "密码不正确。",
    "unmask.problem.code": "验证码不正确或已用过。",
    "unmask.problem.wait": "失败次数过多，请等 {seconds} 秒再试。",
    "unmask.problem.quota": "过去 24 小时已查看 {most} 条，已到上限。请明天再来；"
    "确有需要，请管理员处理。",
    "unmask.problem.proof": "没有通过身份验证，未显示。",
    "unmask.problem.expired": "页面放得太久，请再提交一次。",
}

EN = {
    "unmask.cell": "See in full",
    "unmask.hint": "VINs are masked; where you need one, choose “See in full” beside it.",
    "unmask.column": "In full",
    "unmask.column.hint": "See VIN and plate of one record in full: for a stated purpose, after "
    "password and code; each time is audited",
    "unmask.title": "See a record in full",
    "unmask.lead": "Shows VIN and plate of this one record in full. Who looked, when, at which "
    "record and why is audited, and the administrator reads it.",
    "unmask.count": "Records seen within the last 24 hours: {seen} of {most} at most.",
    "unmask.store": "Store",
    "unmask.document": "Document",
    "unmask.none": "none",
    "unmask.purpose": "Purpose",
    "unmask.purpose.choose": "Please choose",
    "unmask.words": "Reason",
    "unmask.words.hint": "{shortest} to {longest} characters, such as “customer asks for his car, "
    "VIN to be checked”. No names, telephone numbers, plates or VINs.",
    "unmask.password": "Your password",
    "unmask.code": "Code",
    "unmask.code.hint": "Six digits of your authenticator, or a recovery code. For ten minutes "
    "after that you are not asked again.",
    "unmask.signed_on": "You use single sign-on and have no code here: sign out and sign on again, "
    "which counts for ten minutes.",
    "unmask.set_up": "To see records in full you need a second step first. Once it is on, come "
    "back from the documents.",
    "unmask.set_up.link": "Set up a second step",
    "unmask.show": "Show in full",
    "unmask.shown.title": "In full",
    "unmask.shown.lead": "Audited. These values are shown on this page only, and in no grid, "
    "export or cache; once you leave they are gone.",
    "unmask.kept": "Names and telephones were cut when they were loaded, so that there is no more "
    "of them here; look them up by VIN in the DMS.",
    "unmask.back": "Back to the documents",
    "unmask.seen": "Who has seen records of your stores in full",
    "unmask.seen.refused": "beyond the limit, not shown",
    "unmask.seen.hint": "Of the last 30 days, 20 at most; the audit of the administrator has all.",
    "unmask.problem.purpose": "Please choose a purpose.",
    "unmask.problem.words": "Please write a reason of {shortest} to {longest} characters.",
    "unmask.problem.personal": "The reason seems to hold a telephone number, a plate or a VIN; "
    "please take it out.",
    "unmask.problem.password": "The password is wrong.",
    "unmask.problem.code": "The code is wrong or was used before.",
    "unmask.problem.wait": "Too many failures: please try again in {seconds} seconds.",
    "unmask.problem.quota": "You have seen {most} records within the last 24 hours, and no more "
    "are shown. Come back tomorrow, or ask the administrator.",
    "unmask.problem.proof": "You have not shown that it is you; nothing is shown.",
    "unmask.problem.expired": "This page was open too long; please send it again.",
}
