//! Changes of credentials, rights and money ask for a recent proof; a second factor can be replaced; wrong passwords make others wait.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
ALTER TABLE refresh_session ADD COLUMN proven_at timestamptz;
UPDATE refresh_session SET proven_at = signed_in_at;
ALTER TABLE refresh_session ALTER COLUMN proven_at SET NOT NULL;

-- A new secret waits here for its first code, while the one in use stays good. A secret that was not confirmed yet waits from now on.
ALTER TABLE account ADD COLUMN totp_pending_encrypted bytea;
UPDATE account SET totp_pending_encrypted = totp_secret_encrypted, totp_secret_encrypted = NULL WHERE totp_confirmed_at IS NULL;
ALTER TABLE account ADD CONSTRAINT account_totp_check CHECK ((totp_secret_encrypted IS NULL) = (totp_confirmed_at IS NULL));

CREATE TABLE attempt_delay (
    key text PRIMARY KEY,
    tries integer NOT NULL,
    tried_at timestamptz NOT NULL,
    -- No earlier than this the next try is taken.
    free_at timestamptz NOT NULL
);
CREATE INDEX attempt_delay_tried_at_idx ON attempt_delay (tried_at);
"#;

const DOWN: &str = r#"
DROP TABLE attempt_delay;
ALTER TABLE account DROP CONSTRAINT account_totp_check;
ALTER TABLE account DROP COLUMN totp_pending_encrypted;
ALTER TABLE refresh_session DROP COLUMN proven_at;
"#;
