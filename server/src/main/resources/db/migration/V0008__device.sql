-- The devices that people signed in on and that proved a key of their own.
CREATE TABLE device (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  public_key     TEXT NOT NULL,
  user_agent     TEXT,
  created_at     BIGINT NOT NULL,
  UNIQUE (environment_id, user_id, public_key)
);
