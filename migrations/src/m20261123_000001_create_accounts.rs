//! Accounts, organizations, sessions, and the tables every feature writes to: audit trail, outbox, idempotency.

crate::sql_migration!([ACCOUNTS, ORGANIZATIONS, SESSIONS, PLUMBING], DOWN);

const ACCOUNTS: &str = r#"
CREATE TABLE account (
    id uuid PRIMARY KEY,
    email text NOT NULL CONSTRAINT account_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
    password_hash text,
    display_name text NOT NULL CONSTRAINT account_display_name_check CHECK (char_length(display_name) BETWEEN 1 AND 120),
    locale text NOT NULL CONSTRAINT account_locale_check CHECK (locale IN ('ja', 'en')),
    agreed_terms_at timestamptz,
    email_confirmed_at timestamptz,
    totp_secret_encrypted bytea,
    totp_confirmed_at timestamptz,
    -- The last accepted time step: a code is good for one sign-in only.
    totp_last_step bigint,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    version integer NOT NULL DEFAULT 1
);
-- A removed account frees its address; `deleted_at` rows keep an anonymised one.
CREATE UNIQUE INDEX account_email_key ON account (lower(email)) WHERE deleted_at IS NULL;

CREATE TABLE account_role (
    account_id uuid NOT NULL CONSTRAINT account_role_account_id_fkey REFERENCES account (id),
    role text NOT NULL CONSTRAINT account_role_role_check
        CHECK (role IN ('doctor', 'institution_member', 'secretariat', 'committee_member', 'administrator')),
    granted_at timestamptz NOT NULL,
    granted_by uuid CONSTRAINT account_role_granted_by_fkey REFERENCES account (id),
    PRIMARY KEY (account_id, role)
);
CREATE INDEX account_role_role_idx ON account_role (role, account_id);

-- Links that went out by mail. Only the hash is kept, so that a copy of this table opens nothing.
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

CREATE TABLE recovery_code (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT recovery_code_account_id_fkey REFERENCES account (id),
    code_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_code_account_id_code_hash_key UNIQUE (account_id, code_hash)
);
"#;

const ORGANIZATIONS: &str = r#"
CREATE TABLE organization (
    id uuid PRIMARY KEY,
    name text NOT NULL CONSTRAINT organization_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1
);

CREATE TABLE organization_member (
    organization_id uuid NOT NULL CONSTRAINT organization_member_organization_id_fkey REFERENCES organization (id),
    account_id uuid NOT NULL CONSTRAINT organization_member_account_id_fkey REFERENCES account (id),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, account_id)
);
CREATE INDEX organization_member_account_id_idx ON organization_member (account_id);

CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    kind text NOT NULL CONSTRAINT invitation_kind_check CHECK (kind IN ('staff', 'member')),
    email text NOT NULL,
    role text NOT NULL CONSTRAINT invitation_role_check
        CHECK (role IN ('institution_member', 'secretariat', 'committee_member', 'administrator')),
    organization_id uuid CONSTRAINT invitation_organization_id_fkey REFERENCES organization (id),
    token_hash bytea NOT NULL CONSTRAINT invitation_token_hash_key UNIQUE,
    -- Empty for the first administrator, who is invited from the command line.
    invited_by uuid CONSTRAINT invitation_invited_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid CONSTRAINT invitation_accepted_by_fkey REFERENCES account (id),
    revoked_at timestamptz,
    CONSTRAINT invitation_kind_role_check CHECK (
        (kind = 'member' AND role = 'institution_member' AND organization_id IS NOT NULL)
        OR (kind = 'staff' AND role <> 'institution_member' AND organization_id IS NULL))
);
CREATE UNIQUE INDEX invitation_open_key
    ON invitation (lower(email), role, organization_id) NULLS NOT DISTINCT
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitation_organization_id_idx ON invitation (organization_id, created_at DESC, id DESC);
"#;

const SESSIONS: &str = r#"
-- One row per issued refresh token; a sign-in is the family of tokens that followed one another.
CREATE TABLE refresh_session (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT refresh_session_account_id_fkey REFERENCES account (id),
    family_id uuid NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT refresh_session_token_hash_key UNIQUE,
    second_factor boolean NOT NULL,
    user_agent_summary text NOT NULL,
    signed_in_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    rotated_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX refresh_session_family_id_idx ON refresh_session (family_id);
CREATE INDEX refresh_session_account_id_idx ON refresh_session (account_id) WHERE revoked_at IS NULL;

CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    private_key_encrypted bytea NOT NULL,
    public_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    -- Set when a newer key signs; the public half stays published until then plus the longest token's life.
    retires_at timestamptz
);

CREATE TABLE attempt_window (
    key text NOT NULL,
    window_start timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (key, window_start)
);
CREATE INDEX attempt_window_window_start_idx ON attempt_window (window_start);
"#;

const PLUMBING: &str = r#"
CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    -- No foreign keys: the trail outlives what it tells about.
    actor_account_id uuid,
    actor_role text,
    operation text NOT NULL,
    request_id text NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid,
    reason text,
    changes jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_subject_idx ON audit_entry (subject_type, subject_id, id DESC);
CREATE INDEX audit_entry_actor_account_id_idx ON audit_entry (actor_account_id, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    dedup_key text NOT NULL CONSTRAINT outbox_dedup_key_key UNIQUE,
    created_at timestamptz NOT NULL,
    available_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    done_at timestamptz,
    dead_at timestamptz,
    last_error text
);
CREATE INDEX outbox_pending_idx ON outbox (available_at) WHERE done_at IS NULL AND dead_at IS NULL;

CREATE TABLE idempotency_record (
    -- The account, or the address where nobody is signed in.
    principal text NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    -- Empty only within the transaction that writes the answer.
    body jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (principal, operation, key)
);
CREATE INDEX idempotency_record_created_at_idx ON idempotency_record (created_at);
"#;

const DOWN: &str = r#"
DROP TABLE idempotency_record, outbox, audit_entry, attempt_window, signing_key, refresh_session, invitation,
    organization_member, organization, recovery_code, account_token, account_role, account;
DROP FUNCTION refuse_change();
"#;
