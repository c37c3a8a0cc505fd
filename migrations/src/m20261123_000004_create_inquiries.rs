//! Doctors, whom they block, their inquiries, and messages to the secretariat.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
CREATE TABLE doctor (
    account_id uuid PRIMARY KEY CONSTRAINT doctor_account_id_fkey REFERENCES account (id),
    full_name text NOT NULL,
    full_name_kana text NOT NULL,
    licence_number text NOT NULL,
    licence_year integer NOT NULL,
    specialties text[] NOT NULL,
    years_of_practice integer NOT NULL,
    employer text NOT NULL,
    phone text NOT NULL,
    wishes jsonb NOT NULL,
    disclosure jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1
);

-- A block covers every institution of the same organization.
CREATE TABLE doctor_block (
    account_id uuid NOT NULL CONSTRAINT doctor_block_account_id_fkey REFERENCES account (id),
    institution_id uuid NOT NULL CONSTRAINT doctor_block_institution_id_fkey REFERENCES institution (id),
    blocked_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, institution_id)
);
CREATE INDEX doctor_block_institution_id_idx ON doctor_block (institution_id);

CREATE TABLE inquiry (
    id uuid PRIMARY KEY,
    -- The doctor. The row stays when they delete their account; their profile does not.
    doctor_account_id uuid NOT NULL CONSTRAINT inquiry_doctor_account_id_fkey REFERENCES account (id),
    institution_id uuid NOT NULL CONSTRAINT inquiry_institution_id_fkey REFERENCES institution (id),
    status text NOT NULL CONSTRAINT inquiry_status_check CHECK (status IN
        ('sent', 'replied', 'consulting', 'visit', 'terms', 'agreed', 'started', 'retained', 'declined', 'withdrawn', 'closed')),
    identity_shared_at timestamptz,
    last_activity_at timestamptz NOT NULL,
    doctor_read_at timestamptz NOT NULL,
    institution_read_at timestamptz,
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1
);
-- One open inquiry between a doctor and an institution.
CREATE UNIQUE INDEX inquiry_doctor_account_id_institution_id_key ON inquiry (doctor_account_id, institution_id)
    WHERE status IN ('sent', 'replied', 'consulting', 'visit', 'terms', 'agreed', 'started');
CREATE INDEX inquiry_doctor_account_id_idx ON inquiry (doctor_account_id, last_activity_at DESC, id DESC);
CREATE INDEX inquiry_institution_id_idx ON inquiry (institution_id, last_activity_at DESC, id DESC);

CREATE TABLE inquiry_message (
    id uuid PRIMARY KEY,
    inquiry_id uuid NOT NULL CONSTRAINT inquiry_message_inquiry_id_fkey REFERENCES inquiry (id),
    side text NOT NULL CONSTRAINT inquiry_message_side_check CHECK (side IN ('doctor', 'institution')),
    author_account_id uuid NOT NULL,
    body text NOT NULL,
    sent_at timestamptz NOT NULL
);
CREATE INDEX inquiry_message_inquiry_id_idx ON inquiry_message (inquiry_id, id);

CREATE TABLE inquiry_step (
    id uuid PRIMARY KEY,
    inquiry_id uuid NOT NULL CONSTRAINT inquiry_step_inquiry_id_fkey REFERENCES inquiry (id),
    event text CONSTRAINT inquiry_step_event_check CHECK (event IN
        ('reply', 'consult', 'arrange_visit', 'discuss_terms', 'agree', 'start', 'retain', 'decline', 'withdraw', 'close')),
    to_status text NOT NULL,
    side text NOT NULL CONSTRAINT inquiry_step_side_check CHECK (side IN ('doctor', 'institution', 'system')),
    author_account_id uuid,
    note text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX inquiry_step_inquiry_id_idx ON inquiry_step (inquiry_id, id);

CREATE SEQUENCE contact_message_reference_seq;

CREATE TABLE contact_message (
    id uuid PRIMARY KEY,
    reference_number text NOT NULL CONSTRAINT contact_message_reference_number_key UNIQUE,
    name text NOT NULL,
    email text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    locale text NOT NULL CONSTRAINT contact_message_locale_check CHECK (locale IN ('ja', 'en')),
    received_at timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by uuid CONSTRAINT contact_message_settled_by_fkey REFERENCES account (id)
);
CREATE INDEX contact_message_received_at_idx ON contact_message (received_at DESC, id DESC);
"#;

const DOWN: &str = r#"
DROP TABLE contact_message, inquiry_step, inquiry_message, inquiry, doctor_block, doctor;
DROP SEQUENCE contact_message_reference_seq;
"#;
