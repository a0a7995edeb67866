-- Services of others that an environment uses, such as a social provider. `document` is what the
-- operator wrote, as JSON; the secret lies sealed beside it.
CREATE TABLE provider (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL REFERENCES environment (id),
  name           TEXT NOT NULL,
  document       TEXT NOT NULL,
  sealed_secret  ${bytes},
  enabled_at     BIGINT,
  created_at     BIGINT NOT NULL,
  UNIQUE (environment_id, name)
);

-- Sign-ins that are on their way through a provider. State, browser and code are digests; what our
-- side keeps secret and what the provider answered are sealed.
CREATE TABLE social_flow (
  environment_id TEXT NOT NULL,
  state_digest   TEXT NOT NULL,
  provider       TEXT NOT NULL,
  return_to      TEXT,
  origin         TEXT,
  user_id        TEXT,
  browser_digest TEXT,
  challenge      TEXT,
  sealed_opening ${bytes},
  code_digest    TEXT,
  sealed_answer  ${bytes},
  error          TEXT,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, state_digest)
);
CREATE INDEX social_flow_end ON social_flow (expires_at);

-- The tokens a provider gave with an account, sealed.
ALTER TABLE credential ADD COLUMN sealed_tokens ${bytes};
