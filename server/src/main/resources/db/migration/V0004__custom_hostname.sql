-- A name of the operator's under which browsers reach the server. Unique over all environments, since
-- its holder sets the cookies of that name's parent domain. `next_check_at` is when its DNS records are
-- looked at again, and null where they never are. `errors` holds one to a line.
CREATE TABLE custom_hostname (
  id              TEXT NOT NULL PRIMARY KEY,
  environment_id  TEXT NOT NULL REFERENCES environment (id),
  hostname        TEXT NOT NULL UNIQUE,
  usage           TEXT NOT NULL,
  status          TEXT NOT NULL,
  ownership_token TEXT NOT NULL,
  failures        INTEGER NOT NULL,
  errors          TEXT NOT NULL,
  checked_at      BIGINT,
  next_check_at   BIGINT,
  created_at      BIGINT NOT NULL
);
CREATE INDEX custom_hostname_oldest ON custom_hostname (environment_id, created_at);
CREATE INDEX custom_hostname_due ON custom_hostname (next_check_at);
