-- Who may sign in, and who has. Times are seconds since 1970; secrets that a browser or a person
-- holds stand here by their SHA-256 only, passwords by argon2.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given a second time: the audit trail names it
    key TEXT NOT NULL UNIQUE,               -- the name as it is compared: NFKC, case folded
    name TEXT NOT NULL,                     -- as it was typed when the account was added
    role TEXT NOT NULL CHECK (role IN ('committee', 'staff', 'steward')),
    password TEXT,                          -- NULL: signs in by the provider only
    must_change INTEGER NOT NULL DEFAULT 0, -- before anything else: 1 the password, 2 turn on codes, 3 both
    password_at REAL NOT NULL,
    disabled_at REAL,
    generation INTEGER NOT NULL DEFAULT 1,  -- raised by whatever ends the account's sessions
    totp TEXT,                              -- the secret of the codes, in base32
    totp_offered TEXT,                      -- one that is shown and not confirmed by a code yet
    totp_step INTEGER NOT NULL DEFAULT 0,   -- the last step that was used
    subject TEXT UNIQUE,                    -- issuer and subject at the provider
    added_at REAL NOT NULL,
    added_by TEXT NOT NULL
) STRICT;

CREATE TABLE recovery_code (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    hash BLOB PRIMARY KEY,                  -- of the cookie's value
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    generation INTEGER NOT NULL,            -- the account's when the session began
    began REAL NOT NULL,
    active REAL NOT NULL,                   -- when a person last did something
    presenting INTEGER NOT NULL DEFAULT 0,  -- held without activity, for reading only
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    by_link INTEGER NOT NULL DEFAULT 0      -- begun by a one-time link, not by a password
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_account ON session (account);

CREATE TABLE device (
    hash BLOB PRIMARY KEY,                  -- of the cookie of a browser that has signed in before
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    active REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE budget (
    key TEXT PRIMARY KEY,                   -- what is counted; names and addresses by their hash
    tokens REAL NOT NULL,
    at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_code (
    hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    until REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spent_flow (                   -- sign-ins by the provider that were used up
    hash BLOB PRIMARY KEY,                  -- of the state
    until REAL NOT NULL                     -- kept until the cookie has expired
) STRICT, WITHOUT ROWID;
