-- The ids of issuers' assertions that were used: each is good once. Kept until they expire.
CREATE TABLE spent_assertion (
  environment_id TEXT NOT NULL,
  issuer         TEXT NOT NULL,
  token_id       TEXT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, issuer, token_id)
);
CREATE INDEX spent_assertion_end ON spent_assertion (expires_at);
