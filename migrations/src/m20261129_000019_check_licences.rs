//! The check of doctors' licences, and copies of licences while they wait for it.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
ALTER TABLE doctor
    ADD COLUMN licence_status text NOT NULL DEFAULT 'declared'
        CONSTRAINT doctor_licence_status_check CHECK (licence_status IN ('declared', 'checked', 'doubtful', 'restated')),
    ADD COLUMN licence_since timestamptz,
    -- Why it is in doubt, and what staff wrote to the doctor.
    ADD COLUMN licence_reason text
        CONSTRAINT doctor_licence_reason_check CHECK (licence_reason IN
            ('not_found', 'name_differs', 'year_differs', 'number_differs', 'copy_unreadable', 'other')),
    ADD COLUMN licence_note text NOT NULL DEFAULT '',
    -- When it was last in doubt, whatever was stated since.
    ADD COLUMN licence_doubted_at timestamptz,
    -- Rises with every statement, copy and decision; a profile's version does not tell whether the licence is another one.
    ADD COLUMN licence_version integer NOT NULL DEFAULT 1,
    ADD CONSTRAINT doctor_licence_doubtful_check CHECK ((licence_status = 'doubtful') = (licence_reason IS NOT NULL));
-- Profiles have always stated name, number and year.
UPDATE doctor SET licence_since = updated_at;
ALTER TABLE doctor
    ALTER COLUMN licence_since SET NOT NULL,
    ALTER COLUMN licence_status DROP DEFAULT,
    ALTER COLUMN licence_note DROP DEFAULT,
    ALTER COLUMN licence_version DROP DEFAULT;
CREATE INDEX doctor_licence_status_idx ON doctor (licence_status, licence_since, account_id);
CREATE INDEX doctor_licence_since_idx ON doctor (licence_since, account_id);

-- One at a time, until the check is decided.
CREATE TABLE licence_copy (
    account_id uuid PRIMARY KEY CONSTRAINT licence_copy_account_id_fkey REFERENCES doctor (account_id) ON DELETE CASCADE,
    media_type text NOT NULL CONSTRAINT licence_copy_media_type_check
        CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    size bigint NOT NULL CONSTRAINT licence_copy_size_check CHECK (size BETWEEN 1 AND 10485760),
    content bytea NOT NULL,
    uploaded_at timestamptz NOT NULL
);
CREATE INDEX licence_copy_uploaded_at_idx ON licence_copy (uploaded_at);
"#;

const DOWN: &str = r#"
DROP TABLE licence_copy;
ALTER TABLE doctor
    DROP COLUMN licence_version,
    DROP COLUMN licence_doubted_at,
    DROP COLUMN licence_note,
    DROP COLUMN licence_reason,
    DROP COLUMN licence_since,
    DROP COLUMN licence_status;
"#;
