-- AuditRepository.INSERT
INSERT INTO audit_event (id, environment_id, name, user_id, data, created_at)
VALUES (?, ?, ?, ?, ?, ?)

-- ChallengeRepository.INSERT
INSERT INTO challenge (id, environment_id, purpose, method, subject, fingerprint, user_id,
                       attempts, attempts_left, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- ChallengeRepository.MARK_USED
UPDATE challenge SET used_at = ?
WHERE id = ? AND environment_id = ? AND used_at IS NULL

-- ChallengeRepository.OUT_OF_ATTEMPTS
SELECT COUNT(*) FROM challenge
WHERE id = ? AND environment_id = ? AND method = ?
  AND attempts_left = 0 AND used_at IS NULL AND expires_at > ?

-- ChallengeRepository.RENEW
UPDATE challenge SET fingerprint = ?, expires_at = ?
WHERE id = ? AND environment_id = ? AND method = ? AND subject = ?
  AND attempts_left > 0 AND used_at IS NULL AND expires_at > ?

-- ChallengeRepository.SPEND_ATTEMPT
UPDATE challenge SET attempts_left = attempts_left - 1
WHERE id = ? AND environment_id = ? AND purpose IN ('sign_in', ?) AND method = ?
  AND (user_id IS NULL OR user_id = ?) AND attempts_left > 0 AND used_at IS NULL AND expires_at > ?
RETURNING id, environment_id, purpose, method, subject, fingerprint, user_id,
          attempts, attempts_left, expires_at

-- ChallengeRepository.SWEEP
DELETE FROM challenge WHERE id IN
  (SELECT id FROM challenge WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)

-- CredentialRepository.DELETE_OF_USER
DELETE FROM credential WHERE environment_id = ? AND user_id = ?

-- CredentialRepository.FIND
SELECT id, user_id, format, identifier, public_identifier, sign_in_enabled, verified_at,
       last_selected_at
FROM credential WHERE environment_id = ? AND format = ? AND identifier = ?

-- CredentialRepository.INSERT
INSERT INTO credential (id, environment_id, user_id, format, identifier, public_identifier,
                        sign_in_enabled, verified_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (environment_id, format, identifier) DO NOTHING

-- CredentialRepository.OF_USER
SELECT id, user_id, format, identifier, public_identifier, sign_in_enabled, verified_at,
       last_selected_at
FROM credential WHERE environment_id = ? AND user_id = ? ORDER BY verified_at, id

-- EnvironmentRepository.FIND
SELECT id, project_id, kind, created_at, updated_at FROM environment WHERE id = ?

-- EnvironmentRepository.INSERT
INSERT INTO environment (id, project_id, kind, created_at, updated_at)
VALUES (?, ?, ?, ?, ?)

-- EnvironmentRepository.TOUCH
UPDATE environment SET updated_at = ? WHERE id = ?

-- InboxRepository.CLEAR
DELETE FROM outbox_message WHERE environment_id = ? AND channel = 'inbox'

-- InboxRepository.KEPT
SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
FROM outbox_message
WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?

-- InboxRepository.NEWEST_OF_ALL
SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
FROM outbox_message
WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?
 ORDER BY id DESC LIMIT ?

-- InboxRepository.NEWEST_TO
SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
FROM outbox_message
WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?
 AND recipient = ? ORDER BY id DESC LIMIT ?

-- InboxRepository.NEXT_OF_ALL
SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
FROM outbox_message
WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?
 AND id > ? ORDER BY id LIMIT 1

-- InboxRepository.NEXT_TO
SELECT id, environment_id, recipient, template, sealed_body, attempts, created_at, expires_at
FROM outbox_message
WHERE environment_id = ? AND channel = 'inbox' AND created_at > ?
 AND recipient = ? AND id > ? ORDER BY id LIMIT 1

-- InboxRepository.STATUS
SELECT id, channel, recipient, template, state, attempts, created_at, finished_at, last_error
FROM outbox_message WHERE environment_id = ? ORDER BY id DESC LIMIT ?

-- LimitRepository.GIVE_BACK
UPDATE limit_window SET used = used - 1
WHERE environment_id = ? AND name = ? AND subject = ? AND used > 0

-- LimitRepository.SWEEP
DELETE FROM limit_window WHERE ends_at <= ? AND subject IN
  (SELECT subject FROM limit_window WHERE ends_at <= ? ORDER BY ends_at LIMIT ?)

-- LimitRepository.USE
INSERT INTO limit_window (environment_id, name, subject, used, ends_at)
VALUES (?, ?, ?, 1, ?)
ON CONFLICT (environment_id, name, subject) DO UPDATE SET
  used = CASE WHEN limit_window.ends_at <= ? THEN 1 ELSE limit_window.used + 1 END,
  ends_at = CASE WHEN limit_window.ends_at <= ? THEN excluded.ends_at
                 ELSE limit_window.ends_at END
RETURNING used, ends_at

-- NonceRepository.INSERT
INSERT INTO spent_nonce (environment_id, nonce, expires_at) VALUES (?, ?, ?)
ON CONFLICT (environment_id, nonce) DO NOTHING

-- NonceRepository.SWEEP
DELETE FROM spent_nonce WHERE nonce IN
  (SELECT nonce FROM spent_nonce WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
  AND expires_at <= ?

-- OrganizationRepository.ALL
SELECT id, name FROM organization ORDER BY created_at, id

-- OrganizationRepository.FIND
SELECT id, name FROM organization WHERE id = ?

-- OrganizationRepository.INSERT
INSERT INTO organization (id, name, created_at) VALUES (?, ?, ?)

-- OrganizationRepository.INSERT_PROJECT
INSERT INTO project (id, organization_id, name, created_at) VALUES (?, ?, ?, ?)

-- OrganizationRepository.PROJECT
SELECT p.id, p.organization_id, p.name, s.id AS sandbox, l.id AS live
FROM project p
JOIN environment s ON s.project_id = p.id AND s.kind = 'sandbox'
JOIN environment l ON l.project_id = p.id AND l.kind = 'live'
WHERE p.id = ?

-- OrganizationRepository.PROJECTS
SELECT p.id, p.organization_id, p.name, s.id AS sandbox, l.id AS live
FROM project p
JOIN environment s ON s.project_id = p.id AND s.kind = 'sandbox'
JOIN environment l ON l.project_id = p.id AND l.kind = 'live'
WHERE p.organization_id = ? ORDER BY p.created_at, p.id

-- OriginRepository.COUNT
SELECT COUNT(*) FROM environment_origin WHERE environment_id = ?

-- OriginRepository.DELETE
DELETE FROM environment_origin WHERE environment_id = ? AND id = ?

-- OriginRepository.FIND
SELECT id, environment_id, origin, created_at FROM environment_origin WHERE id = ?

-- OriginRepository.INSERT
INSERT INTO environment_origin (id, environment_id, origin, created_at) VALUES (?, ?, ?, ?)
ON CONFLICT (environment_id, origin) DO NOTHING

-- OriginRepository.LIST
SELECT id, environment_id, origin, created_at FROM environment_origin
WHERE environment_id = ? ORDER BY created_at, id

-- OutboxRepository.CLAIM
UPDATE outbox_message SET attempts = attempts + 1, next_at = ?
WHERE id = ? AND environment_id = ? AND state = 'queued' AND next_at <= ?
RETURNING id, environment_id, recipient, template, sealed_body, attempts, created_at,
          expires_at

-- OutboxRepository.DEFER
UPDATE outbox_message SET last_error = ?, next_at = ?
WHERE id = ? AND environment_id = ? AND state = 'queued' AND attempts = ?

-- OutboxRepository.DUE
SELECT id, environment_id FROM outbox_message
WHERE state = 'queued' AND next_at <= ? AND expires_at > ? ORDER BY next_at, id LIMIT ?

-- OutboxRepository.EXPIRE
UPDATE outbox_message
SET state = 'failed', last_error = COALESCE(last_error, 'never tried'), finished_at = ?,
    next_at = NULL, sealed_body = NULL
WHERE state = 'queued' AND next_at <= ? AND expires_at <= ?

-- OutboxRepository.FINISH
UPDATE outbox_message
SET state = ?, last_error = ?, finished_at = ?, next_at = NULL, sealed_body = NULL
WHERE id = ? AND environment_id = ? AND state = 'queued' AND attempts = ?

-- OutboxRepository.INSERT
INSERT INTO outbox_message (id, environment_id, channel, recipient, template, sealed_body,
                            state, attempts, next_at, created_at, expires_at, finished_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)

-- OutboxRepository.SWEEP
DELETE FROM outbox_message WHERE id IN (
  SELECT id FROM outbox_message
  WHERE id < ? AND state <> 'queued' AND channel = ? ORDER BY id LIMIT ?)

-- SessionRepository.EXTEND
UPDATE session SET expires_at = ?, session_public_key = COALESCE(?, session_public_key)
WHERE environment_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?
RETURNING
id, environment_id, user_id, signin_credential_id, amr, session_public_key,
device_public_key, ip_address, user_agent, created_at, expires_at, refresh_until, revoked_at

-- SessionRepository.FIND
SELECT id, environment_id, user_id, signin_credential_id, amr, session_public_key,
device_public_key, ip_address, user_agent, created_at, expires_at, refresh_until, revoked_at
 FROM session WHERE environment_id = ? AND id = ?

-- SessionRepository.FIND_ANYWHERE
SELECT environment_id FROM session WHERE id = ?

-- SessionRepository.INSERT
INSERT INTO session (id, environment_id, user_id, signin_credential_id, amr,
                     session_public_key, device_public_key, ip_address, user_agent,
                     created_at, expires_at, refresh_until)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- SessionRepository.OF_USER
SELECT id, environment_id, user_id, signin_credential_id, amr, session_public_key,
device_public_key, ip_address, user_agent, created_at, expires_at, refresh_until, revoked_at
 FROM session WHERE environment_id = ? AND user_id = ? ORDER BY created_at DESC, id DESC LIMIT 100

-- SessionRepository.REVOKE
UPDATE session SET revoked_at = ?, revoke_reason = ?
WHERE environment_id = ? AND id = ? AND revoked_at IS NULL

-- SessionRepository.REVOKE_ALL
UPDATE session SET revoked_at = ?, revoke_reason = ?
WHERE environment_id = ? AND revoked_at IS NULL AND expires_at > ?

-- SessionRepository.REVOKE_OF_USER
UPDATE session SET revoked_at = ?, revoke_reason = ?
WHERE environment_id = ? AND user_id = ? AND revoked_at IS NULL AND expires_at > ?

-- SettingsRepository.DELETE_SECRET
DELETE FROM environment_secret WHERE environment_id = ? AND name = ?

-- SettingsRepository.SAVE_SECRET
INSERT INTO environment_secret (environment_id, name, sealed, updated_at)
VALUES (?, ?, ?, ?)
ON CONFLICT (environment_id, name) DO UPDATE
SET sealed = excluded.sealed, updated_at = excluded.updated_at

-- SettingsRepository.SAVE_SECTION
INSERT INTO environment_setting (environment_id, section, document, updated_at)
VALUES (?, ?, ?, ?)
ON CONFLICT (environment_id, section) DO UPDATE
SET document = excluded.document, updated_at = excluded.updated_at
WHERE environment_setting.document <> excluded.document

-- SettingsRepository.SECRET
SELECT sealed FROM environment_secret WHERE environment_id = ? AND name = ?

-- SettingsRepository.SECRETS
SELECT name FROM environment_secret WHERE environment_id = ?

-- SettingsRepository.SECTIONS
SELECT section, document FROM environment_setting WHERE environment_id = ?

-- SigningKeyRepository.INSERT
INSERT INTO signing_key (environment_id, id, public_key, sealed_key, created_at)
VALUES (?, ?, ?, ?, ?)

-- SigningKeyRepository.NEWEST_FIRST
SELECT id, public_key, sealed_key FROM signing_key
WHERE environment_id = ? ORDER BY created_at DESC, id

-- StatisticsRepository.USERS
SELECT COUNT(*) FROM end_user WHERE environment_id = ?

-- StatisticsRepository.USERS_SINCE
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND last_visit >= ?

-- StatisticsRepository.VISITORS_SINCE
SELECT COUNT(DISTINCT data) FROM audit_event
WHERE environment_id = ? AND name = 'visit.created' AND created_at >= ?

-- StatisticsRepository.VISITS
SELECT COUNT(*) FROM audit_event WHERE environment_id = ? AND name = 'visit.created'

-- TestAccountRepository.DELETE
DELETE FROM test_account WHERE environment_id = ?

-- TestAccountRepository.FIND
SELECT code, email FROM test_account WHERE environment_id = ?

-- TestAccountRepository.REPLACE
INSERT INTO test_account (environment_id, code, email, created_at) VALUES (?, ?, ?, ?)
ON CONFLICT (environment_id) DO UPDATE SET
  code = excluded.code, email = excluded.email, created_at = excluded.created_at

-- UserRepository.CHANGE_EMAIL
UPDATE end_user SET email = ?, updated_at = ? WHERE environment_id = ? AND id = ?

-- UserRepository.COUNT_EMAIL
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND email = ?

-- UserRepository.COUNT_USERNAME
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND username_key = ?

-- UserRepository.DELETE
DELETE FROM end_user WHERE environment_id = ? AND id = ?

-- UserRepository.FIND
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND id = ?

-- UserRepository.INSERT
INSERT INTO end_user (id, environment_id, email, metadata, created_at, updated_at)
VALUES (?, ?, ?, '{}', ?, ?)

-- UserRepository.UPDATE_PROFILE
UPDATE end_user SET
  email = ?, username = ?, alias = ?, first_name = ?, last_name = ?,
  phone_number = ?, job_title = ?, team = ?, t_shirt_size = ?, country = ?,
  policies_consent = ?, email_notification = ?, discord_notification = ?,
  newsletter_notification = ?, btc_wallet = ?, kda_wallet = ?, ltc_wallet = ?,
  ckb_wallet = ?, kas_wallet = ?, doge_wallet = ?,
  metadata = ?, username_key = ?, updated_at = ?
WHERE environment_id = ? AND id = ?

-- UserRepository.VISITED
UPDATE end_user SET last_verified_credential_id = ?, last_visit = ?,
                    first_visit = COALESCE(first_visit, ?)
WHERE environment_id = ? AND id = ?

-- UserSearch, page by alias asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY alias asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by alias desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY alias desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by createdAt asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY created_at asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by createdAt desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by email asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY email asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by email desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY email desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by firstName asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY first_name asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by firstName desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY first_name desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by firstVisit asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY first_visit asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by firstVisit desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY first_visit desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by lastName asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY last_name asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by lastName desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY last_name desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by lastVisit asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY last_visit asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by lastVisit desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY last_visit desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by updatedAt asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY updated_at asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by updatedAt desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY updated_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page by username asc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY username_key asc NULLS LAST, id asc LIMIT ? OFFSET ?

-- UserSearch, page by username desc
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? ORDER BY username_key desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of alias
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (lower(alias) LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of all
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (id = ? OR email LIKE ? ESCAPE '!' OR lower(alias) LIKE ? ESCAPE '!' OR lower(first_name) LIKE ? ESCAPE '!' OR lower(last_name) LIKE ? ESCAPE '!' OR lower(phone_number) LIKE ? ESCAPE '!' OR lower(job_title) LIKE ? ESCAPE '!' OR username_key LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of email
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (email LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of firstName
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (lower(first_name) LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of id
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (id = ?) ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of jobTitle
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (lower(job_title) LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of lastName
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (lower(last_name) LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of phoneNumber
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (lower(phone_number) LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, page of username
SELECT id, environment_id,
email, username, alias, first_name, last_name, phone_number, job_title, team,
t_shirt_size, country, policies_consent, email_notification,
discord_notification, newsletter_notification, btc_wallet, kda_wallet,
ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
 FROM end_user WHERE environment_id = ? AND (username_key LIKE ? ESCAPE '!') ORDER BY created_at desc NULLS LAST, id desc LIMIT ? OFFSET ?

-- UserSearch, total of alias
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (lower(alias) LIKE ? ESCAPE '!')

-- UserSearch, total of all
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (id = ? OR email LIKE ? ESCAPE '!' OR lower(alias) LIKE ? ESCAPE '!' OR lower(first_name) LIKE ? ESCAPE '!' OR lower(last_name) LIKE ? ESCAPE '!' OR lower(phone_number) LIKE ? ESCAPE '!' OR lower(job_title) LIKE ? ESCAPE '!' OR username_key LIKE ? ESCAPE '!')

-- UserSearch, total of email
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (email LIKE ? ESCAPE '!')

-- UserSearch, total of firstName
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (lower(first_name) LIKE ? ESCAPE '!')

-- UserSearch, total of id
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (id = ?)

-- UserSearch, total of jobTitle
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (lower(job_title) LIKE ? ESCAPE '!')

-- UserSearch, total of lastName
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (lower(last_name) LIKE ? ESCAPE '!')

-- UserSearch, total of phoneNumber
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (lower(phone_number) LIKE ? ESCAPE '!')

-- UserSearch, total of username
SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND (username_key LIKE ? ESCAPE '!')

-- VaultRepository.FIND
SELECT value FROM deployment WHERE name = ?

-- VaultRepository.INSERT_ONCE
INSERT INTO deployment (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING
