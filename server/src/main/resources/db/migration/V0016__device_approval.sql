-- Links that were mailed to approve a device, as digests. `device` is what the device proves: its
-- public key, or the digest of a cookie of ours. `device.public_key` holds either of the two as well.
CREATE TABLE device_approval (
  environment_id TEXT NOT NULL,
  digest         TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  session_id     TEXT NOT NULL,
  device         TEXT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, digest)
);
CREATE INDEX device_approval_user ON device_approval (environment_id, user_id);
CREATE INDEX device_approval_end ON device_approval (expires_at);

-- The digest of the cookie that came with a sign-in, and whether its device is still to be approved.
ALTER TABLE session ADD COLUMN device_cookie TEXT;
ALTER TABLE session ADD COLUMN device_owed BOOLEAN NOT NULL DEFAULT FALSE;
