-- A key is published from its making, signs from `signs_from` (null: from its making) until a later
-- one does, and is published until `expires_at`, the end of the last token under it (null: not known
-- yet). `store` names who keeps its private half; `sealed_key` is what that one finds it by.
ALTER TABLE signing_key ADD COLUMN store TEXT NOT NULL DEFAULT 'local';
ALTER TABLE signing_key ADD COLUMN signs_from BIGINT;
ALTER TABLE signing_key ADD COLUMN expires_at BIGINT;
ALTER TABLE signing_key ADD COLUMN revoked_at BIGINT;
