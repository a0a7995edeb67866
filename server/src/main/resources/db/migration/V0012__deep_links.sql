-- Where the apps of an environment are opened on a device.
CREATE TABLE environment_deep_link (
  id             TEXT NOT NULL PRIMARY KEY,
  environment_id TEXT NOT NULL REFERENCES environment (id),
  link           TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  UNIQUE (environment_id, link)
);
