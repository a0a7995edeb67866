-- Elevated tokens that are good once, and were used. A row may go when the token has expired.
CREATE TABLE spent_elevation (
  environment_id TEXT NOT NULL REFERENCES environment (id),
  token_id       TEXT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, token_id)
);
CREATE INDEX spent_elevation_end ON spent_elevation (expires_at);
