//! What the secretariat keeps for its own work: who takes care of a registration, notes on it, standard texts for reasons, and the answers to
//! messages.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
CREATE TABLE registration_assignee (
    registration_id uuid CONSTRAINT registration_assignee_pkey PRIMARY KEY
        CONSTRAINT registration_assignee_registration_id_fkey REFERENCES registration (id) ON DELETE CASCADE,
    account_id uuid NOT NULL CONSTRAINT registration_assignee_account_id_fkey REFERENCES account (id),
    assigned_at timestamptz NOT NULL
);
CREATE INDEX registration_assignee_account_id_idx ON registration_assignee (account_id);

CREATE TABLE registration_note (
    id uuid CONSTRAINT registration_note_pkey PRIMARY KEY,
    registration_id uuid NOT NULL CONSTRAINT registration_note_registration_id_fkey REFERENCES registration (id) ON DELETE CASCADE,
    author_account_id uuid NOT NULL CONSTRAINT registration_note_author_account_id_fkey REFERENCES account (id),
    body text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX registration_note_registration_id_idx ON registration_note (registration_id, id);

CREATE TABLE reason_template (
    id uuid CONSTRAINT reason_template_pkey PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1
);

CREATE TABLE contact_reply (
    id uuid CONSTRAINT contact_reply_pkey PRIMARY KEY,
    message_id uuid NOT NULL CONSTRAINT contact_reply_message_id_fkey REFERENCES contact_message (id) ON DELETE CASCADE,
    author_account_id uuid NOT NULL CONSTRAINT contact_reply_author_account_id_fkey REFERENCES account (id),
    body text NOT NULL,
    sent_at timestamptz NOT NULL
);
CREATE INDEX contact_reply_message_id_idx ON contact_reply (message_id, id);
";

const DOWN: &str = "
DROP TABLE contact_reply;
DROP TABLE reason_template;
DROP TABLE registration_note;
DROP TABLE registration_assignee;
";
