-- Each refresh begins a generation of tokens. Null stands for what a session of the first release
-- has: its beginning.
ALTER TABLE session ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN generation_at BIGINT;
ALTER TABLE session ADD COLUMN issued_at BIGINT;
ALTER TABLE session ADD COLUMN confirmed_at BIGINT;
ALTER TABLE session ADD COLUMN last_seen_at BIGINT;

-- When all sessions of an environment were ended at once: no list names each of them.
CREATE TABLE session_cutoff (
  environment_id TEXT NOT NULL PRIMARY KEY REFERENCES environment (id),
  ended_at       BIGINT NOT NULL
);
