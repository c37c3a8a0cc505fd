//! What was handed in with an application stays as it was, with its hash; a new version stands beside it.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
ALTER TABLE support_document
    ADD COLUMN sha256 text NOT NULL GENERATED ALWAYS AS (encode(sha256(content), 'hex')) STORED,
    ADD COLUMN replaces_id uuid,
    -- When it was first handed in; from then on the row stays as it is.
    ADD COLUMN submitted_at timestamptz,
    ADD CONSTRAINT support_document_id_application_id_key UNIQUE (id, application_id),
    -- A version replaces one of the same application, and each has one successor at most.
    ADD CONSTRAINT support_document_replaces_id_fkey FOREIGN KEY (replaces_id, application_id) REFERENCES support_document (id, application_id),
    ADD CONSTRAINT support_document_replaces_id_key UNIQUE (replaces_id);
UPDATE support_document d SET submitted_at = (a.handed_in ->> 'at')::timestamptz FROM support_application a
    WHERE a.id = d.application_id AND d.uploaded_at <= (a.handed_in ->> 'at')::timestamptz;
CREATE TRIGGER support_document_keep_submitted BEFORE UPDATE OR DELETE ON support_document FOR EACH ROW
    WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER support_document_keep_all BEFORE TRUNCATE ON support_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was handed in each time, with what the rules gave then; never changed afterwards.
CREATE TABLE support_application_revision (
    application_id uuid NOT NULL CONSTRAINT support_application_revision_application_id_fkey REFERENCES support_application (id),
    number integer NOT NULL,
    handed_in jsonb NOT NULL,
    statement jsonb NOT NULL,
    created_by uuid NOT NULL CONSTRAINT support_application_revision_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, number)
);
INSERT INTO support_application_revision (application_id, number, handed_in, statement, created_by, created_at)
    SELECT id, 1, handed_in, statement, created_by, (handed_in ->> 'at')::timestamptz FROM support_application WHERE handed_in IS NOT NULL;
CREATE TRIGGER support_application_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON support_application_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"#;

const DOWN: &str = r#"
DROP TABLE support_application_revision;
DROP TRIGGER support_document_keep_all ON support_document;
DROP TRIGGER support_document_keep_submitted ON support_document;
ALTER TABLE support_document
    DROP CONSTRAINT support_document_replaces_id_key,
    DROP CONSTRAINT support_document_replaces_id_fkey,
    DROP CONSTRAINT support_document_id_application_id_key,
    DROP COLUMN submitted_at,
    DROP COLUMN replaces_id,
    DROP COLUMN sha256;
"#;
