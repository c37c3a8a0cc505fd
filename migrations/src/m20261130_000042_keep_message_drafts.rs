//! Messages that are not sent yet.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- `subject_id` is the institution that is asked, or the inquiry that the message goes into; ids of the two never meet.
CREATE TABLE message_draft (
    account_id uuid NOT NULL CONSTRAINT message_draft_account_id_fkey REFERENCES account (id),
    subject_id uuid NOT NULL,
    body text NOT NULL CONSTRAINT message_draft_body_check CHECK (char_length(body) BETWEEN 1 AND 8000),
    saved_at timestamptz NOT NULL,
    CONSTRAINT message_draft_pkey PRIMARY KEY (account_id, subject_id)
);
CREATE INDEX message_draft_saved_at_idx ON message_draft (saved_at);
"#;

const DOWN: &str = r#"
DROP TABLE message_draft;
"#;
