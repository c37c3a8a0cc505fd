//! An account is made by whoever opens the link that went to its address: links belong to addresses, and no account waits for its confirmation.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
DROP TABLE account_token;
-- Nobody has shown that these addresses are theirs, and nobody could sign in.
DELETE FROM account_role WHERE account_id IN (SELECT id FROM account WHERE email_confirmed_at IS NULL AND deleted_at IS NULL);
DELETE FROM account WHERE email_confirmed_at IS NULL AND deleted_at IS NULL;
ALTER TABLE account DROP COLUMN email_confirmed_at;

-- Only the hash of a token is kept, so that a copy of this table opens nothing.
CREATE TABLE email_link (
    id uuid PRIMARY KEY,
    purpose text NOT NULL,
    email text NOT NULL CONSTRAINT email_link_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
    account_kind text CONSTRAINT email_link_account_kind_check CHECK (account_kind IN ('doctor', 'institution')),
    token_hash bytea NOT NULL CONSTRAINT email_link_token_hash_key UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT email_link_purpose_check CHECK (
        (purpose = 'sign_up' AND account_kind IS NOT NULL) OR (purpose = 'reset_password' AND account_kind IS NULL))
);
CREATE INDEX email_link_email_idx ON email_link (email, purpose);
"#;

const DOWN: &str = r#"
DROP TABLE email_link;
ALTER TABLE account ADD COLUMN email_confirmed_at timestamptz;
UPDATE account SET email_confirmed_at = created_at;
CREATE TABLE account_token (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT account_token_account_id_fkey REFERENCES account (id),
    purpose text NOT NULL CONSTRAINT account_token_purpose_check CHECK (purpose IN ('confirm_email', 'reset_password')),
    token_hash bytea NOT NULL CONSTRAINT account_token_token_hash_key UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX account_token_account_id_idx ON account_token (account_id, purpose);
"#;
