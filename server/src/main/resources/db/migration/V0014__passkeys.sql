-- What is known of a credential that is a passkey. `attested` holds model, id and public key; the
-- attestation is kept as it came. Goes with the credential.
CREATE TABLE passkey (
  id                      TEXT NOT NULL PRIMARY KEY REFERENCES credential (id) ON DELETE CASCADE,
  environment_id          TEXT NOT NULL,
  credential_id           TEXT NOT NULL,
  rp_id                   TEXT NOT NULL,
  user_handle             ${bytes} NOT NULL,
  attested                ${bytes} NOT NULL,
  sign_count              BIGINT NOT NULL,
  uv_initialized          BOOLEAN NOT NULL,
  backup_eligible         BOOLEAN NOT NULL,
  backed_up               BOOLEAN NOT NULL,
  transports              TEXT NOT NULL,
  aaguid                  TEXT NOT NULL,
  alias                   TEXT,
  user_agent              TEXT,
  origin                  TEXT NOT NULL,
  attestation_object      ${bytes} NOT NULL,
  attestation_client_data ${bytes} NOT NULL,
  created_at              BIGINT NOT NULL,
  updated_at              BIGINT,
  last_used_at            BIGINT,
  UNIQUE (environment_id, credential_id)
);

-- Challenges that were not answered yet; an answer takes its row away.
CREATE TABLE passkey_ceremony (
  environment_id TEXT NOT NULL,
  challenge      TEXT NOT NULL,
  purpose        TEXT NOT NULL,
  rp_id          TEXT NOT NULL,
  user_id        TEXT,
  user_handle    ${bytes},
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (environment_id, challenge)
);
CREATE INDEX passkey_ceremony_end ON passkey_ceremony (expires_at);
