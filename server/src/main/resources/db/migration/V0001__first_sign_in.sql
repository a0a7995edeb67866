-- One schema for both stores. Ids are text, times are epoch milliseconds, JSON is text.
-- Every unique key that is not an id names its environment: isolation must not depend on memory.

CREATE TABLE deployment (
  name  TEXT NOT NULL PRIMARY KEY,
  value ${bytes} NOT NULL
);

CREATE TABLE organization (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE project (
  id              TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  name            TEXT NOT NULL,
  created_at      BIGINT NOT NULL
);

CREATE TABLE environment (
  id         TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES project (id),
  kind       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (project_id, kind)
);

CREATE TABLE environment_setting (
  environment_id TEXT NOT NULL REFERENCES environment (id),
  section        TEXT NOT NULL,
  document       TEXT NOT NULL,
  updated_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, section)
);

-- Write-only values of the settings (captcha keys and the like), sealed under the master key.
CREATE TABLE environment_secret (
  environment_id TEXT NOT NULL REFERENCES environment (id),
  name           TEXT NOT NULL,
  sealed         ${bytes} NOT NULL,
  updated_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, name)
);

CREATE TABLE environment_origin (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL REFERENCES environment (id),
  origin         TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  UNIQUE (environment_id, origin)
);

CREATE TABLE test_account (
  environment_id TEXT NOT NULL PRIMARY KEY REFERENCES environment (id),
  code           TEXT NOT NULL,
  email          TEXT,
  created_at     BIGINT NOT NULL
);

CREATE TABLE signing_key (
  environment_id TEXT NOT NULL REFERENCES environment (id),
  id             TEXT NOT NULL,
  public_key     ${bytes} NOT NULL,
  sealed_key     ${bytes} NOT NULL,
  created_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, id)
);

CREATE TABLE audit_event (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  name           TEXT NOT NULL,
  user_id        TEXT,
  data           TEXT NOT NULL,
  created_at     BIGINT NOT NULL
);
CREATE INDEX audit_event_newest ON audit_event (environment_id, created_at);

-- `sealed_body` holds a code, so it is encrypted, and emptied when the message has left. `next_at` is
-- when a queued message is due (its lease while it is being sent), and null once it is finished.
CREATE TABLE outbox_message (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  channel        TEXT NOT NULL,
  recipient      TEXT NOT NULL,
  template       TEXT NOT NULL,
  sealed_body    ${bytes},
  state          TEXT NOT NULL,
  attempts       INTEGER NOT NULL,
  next_at        BIGINT,
  created_at     BIGINT NOT NULL,
  expires_at     BIGINT NOT NULL,
  finished_at    BIGINT,
  last_error     TEXT
);
CREATE INDEX outbox_message_due ON outbox_message (next_at) WHERE state = 'queued';
CREATE INDEX outbox_message_newest ON outbox_message (environment_id, id);
CREATE INDEX outbox_message_to ON outbox_message (environment_id, recipient, id);

-- Counts that must hold across nodes and restarts: one row for each window of a limit.
CREATE TABLE limit_window (
  environment_id TEXT NOT NULL,
  name           TEXT NOT NULL,
  subject        TEXT NOT NULL,
  used           INTEGER NOT NULL,
  ends_at        BIGINT NOT NULL,
  PRIMARY KEY (environment_id, name, subject)
);
CREATE INDEX limit_window_end ON limit_window (ends_at);

CREATE TABLE challenge (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  purpose        TEXT NOT NULL,
  method         TEXT NOT NULL,
  subject        TEXT NOT NULL,
  fingerprint    ${bytes} NOT NULL,
  user_id        TEXT,
  attempts       INTEGER NOT NULL,
  attempts_left  INTEGER NOT NULL,
  expires_at     BIGINT NOT NULL,
  used_at        BIGINT
);
CREATE INDEX challenge_end ON challenge (expires_at);

-- A nonce carries its own proof of origin; only those that were used are kept.
CREATE TABLE spent_nonce (
  environment_id TEXT NOT NULL,
  nonce          TEXT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, nonce)
);
CREATE INDEX spent_nonce_end ON spent_nonce (expires_at);

CREATE TABLE end_user (
  id                          TEXT NOT NULL PRIMARY KEY,
  environment_id              TEXT NOT NULL REFERENCES environment (id),
  email                       TEXT,
  username                    TEXT,
  alias                       TEXT,
  first_name                  TEXT,
  last_name                   TEXT,
  phone_number                TEXT,
  job_title                   TEXT,
  team                        TEXT,
  t_shirt_size                TEXT,
  country                     TEXT,
  policies_consent            BOOLEAN,
  email_notification          BOOLEAN,
  discord_notification        BOOLEAN,
  newsletter_notification     BOOLEAN,
  btc_wallet                  TEXT,
  kda_wallet                  TEXT,
  ltc_wallet                  TEXT,
  ckb_wallet                  TEXT,
  kas_wallet                  TEXT,
  doge_wallet                 TEXT,
  metadata                    TEXT NOT NULL,
  username_key                TEXT,
  last_verified_credential_id TEXT,
  first_visit                 BIGINT,
  last_visit                  BIGINT,
  created_at                  BIGINT NOT NULL,
  updated_at                  BIGINT NOT NULL
);
CREATE INDEX end_user_newest ON end_user (environment_id, created_at, id);
CREATE INDEX end_user_email ON end_user (environment_id, email);
CREATE UNIQUE INDEX end_user_username ON end_user (environment_id, username_key);

CREATE TABLE credential (
  id                TEXT NOT NULL PRIMARY KEY,
  environment_id    TEXT NOT NULL,
  user_id           TEXT NOT NULL REFERENCES end_user (id),
  format            TEXT NOT NULL,
  identifier        TEXT NOT NULL,
  public_identifier TEXT NOT NULL,
  sign_in_enabled   BOOLEAN NOT NULL,
  verified_at       BIGINT NOT NULL,
  last_selected_at  BIGINT,
  UNIQUE (environment_id, format, identifier)
);
CREATE INDEX credential_user ON credential (environment_id, user_id);

CREATE TABLE session (
  id                   TEXT NOT NULL PRIMARY KEY,
  environment_id       TEXT NOT NULL,
  user_id              TEXT NOT NULL,
  signin_credential_id TEXT NOT NULL,
  amr                  TEXT NOT NULL,
  session_public_key   TEXT,
  device_public_key    TEXT,
  ip_address           TEXT,
  user_agent           TEXT,
  created_at           BIGINT NOT NULL,
  expires_at           BIGINT NOT NULL,
  refresh_until        BIGINT NOT NULL,
  revoked_at           BIGINT,
  revoke_reason        TEXT
);
CREATE INDEX session_of_user ON session (environment_id, user_id, created_at);
CREATE INDEX session_newest ON session (environment_id, created_at);
