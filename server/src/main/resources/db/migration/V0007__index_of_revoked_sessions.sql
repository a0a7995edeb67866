-- For the list of sessions that were revoked before their tokens expired: few among many.
DROP INDEX IF EXISTS session_revoked;
CREATE INDEX ${concurrently} session_revoked ON session (environment_id, expires_at)
  WHERE revoked_at IS NOT NULL;
