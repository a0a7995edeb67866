-- What else is known of a credential, in the words of the wire: a wallet's name and provider, its
-- further addresses, those who had it before. JSON; null for what the first release bound.
ALTER TABLE credential ADD COLUMN details TEXT;

-- Who has proven, in a session, a credential of another account that may be merged into theirs.
CREATE TABLE pending_merge (
  environment_id TEXT NOT NULL,
  session_id     TEXT NOT NULL,
  from_user_id   TEXT NOT NULL,
  credential_id  TEXT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, session_id)
);
CREATE INDEX pending_merge_end ON pending_merge (expires_at);

-- Wallets that were connected, and proved nothing.
CREATE TABLE visitor (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL,
  chain          TEXT NOT NULL,
  address        TEXT NOT NULL,
  wallet_name    TEXT NOT NULL,
  provider       TEXT NOT NULL,
  auth_mode      TEXT,
  visits         BIGINT NOT NULL,
  first_seen_at  BIGINT NOT NULL,
  last_seen_at   BIGINT NOT NULL,
  UNIQUE (environment_id, chain, address)
);
CREATE INDEX visitor_newest ON visitor (environment_id, first_seen_at, id);
CREATE INDEX visitor_last_seen ON visitor (environment_id, last_seen_at);
