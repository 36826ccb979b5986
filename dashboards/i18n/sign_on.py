"""Words of single sign-on."""

ZH = {
    "sign_on.enter": "用{provider}登录",
    "sign_on.or": "或使用本系统的账号：",
    "sign_on.or_administrators": "管理员及未关联的用户可使用本系统的账号：",
    "sign_on.unavailable": "{provider}暂时无法连接，请稍后再试，或使用本系统的密码。"
    "事件编号 {incident}。",
    "sign_on.unavailable_alone": "{provider}暂时无法连接，请稍后再试；急用请联系管理员。"
    "事件编号 {incident}。",
    "sign_on.refused": "未能通过{provider}登录，请再试一次；仍不行请告知管理员"
    "事件编号 {incident}。",
    "sign_on.unknown": "您在{provider}的账号未关联到本系统的用户，或该用户已停用。"
    "请告知管理员事件编号 {incident}。",
    "sign_on.left": "已退出本系统。",
    "sign_on.leave": "同时退出{provider}",
}
EN = {
    "sign_on.enter": "Sign in with {provider}",
    "sign_on.or": "Or use an account of Forecourt:",
    "sign_on.or_administrators": "Administrators, and people who are not linked, use an account "
    "of Forecourt:",
    "sign_on.unavailable": "{provider} cannot be reached right now. Try again in a while, or use "
    "your password here. Incident number {incident}.",
    "sign_on.unavailable_alone": "{provider} cannot be reached right now. Try again in a while, or "
    "ask an administrator where it is urgent. Incident number {incident}.",
    "sign_on.refused": "You could not be signed in with {provider}. Please try again; if it stays "
    "so, tell an administrator the incident number {incident}.",
    "sign_on.unknown": "Your account at {provider} belongs to nobody here, or to somebody who is "
    "shut out. Tell an administrator the incident number {incident}.",
    "sign_on.left": "You have signed out of Forecourt.",
    "sign_on.leave": "Sign out of {provider}, too",
}
