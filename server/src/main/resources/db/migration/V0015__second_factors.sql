-- Authenticator apps. `last_step` is the time step of the last code that was taken: none is twice.
CREATE TABLE totp_device (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  sealed_secret  ${bytes} NOT NULL,
  last_step      BIGINT NOT NULL,
  created_at     BIGINT NOT NULL,
  verified_at    BIGINT
);
CREATE INDEX totp_device_user ON totp_device (environment_id, user_id);

CREATE TABLE default_factor (
  environment_id TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  factor_id      TEXT NOT NULL,
  PRIMARY KEY (environment_id, user_id)
);

-- Recovery codes are keyed digests. `sealed_codes` is there until the person says that they keep them.
CREATE TABLE recovery_set (
  environment_id TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  state          TEXT NOT NULL,
  sealed_codes   ${bytes},
  PRIMARY KEY (environment_id, user_id)
);

CREATE TABLE recovery_code (
  environment_id TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  fingerprint    TEXT NOT NULL,
  used_at        BIGINT,
  PRIMARY KEY (environment_id, user_id, fingerprint)
);

-- Tokens for an act that asks for a second factor anew, as digests.
CREATE TABLE mfa_token (
  environment_id TEXT NOT NULL,
  digest         TEXT NOT NULL,
  session_id     TEXT NOT NULL,
  single_use     BOOLEAN NOT NULL,
  expires_at     BIGINT NOT NULL,
  used_at        BIGINT,
  PRIMARY KEY (environment_id, digest)
);
CREATE INDEX mfa_token_end ON mfa_token (expires_at);

-- How a second factor was proven in a session, and by which; null while none was.
ALTER TABLE session ADD COLUMN factor_amr TEXT;
ALTER TABLE session ADD COLUMN factor_id TEXT;
