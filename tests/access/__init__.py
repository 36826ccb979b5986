"""People: scope, rights, sign-in, sessions, audit and the database they rest on."""
