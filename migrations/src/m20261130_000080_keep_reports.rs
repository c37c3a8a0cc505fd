//! What was reported stays as it was, each time. Of what was reported before, only the last report is known.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
CREATE TABLE support_report_revision (
    application_id uuid NOT NULL CONSTRAINT support_report_revision_application_id_fkey REFERENCES support_application (id),
    number integer NOT NULL,
    report jsonb NOT NULL,
    created_by uuid NOT NULL CONSTRAINT support_report_revision_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, number)
);
INSERT INTO support_report_revision (application_id, number, report, created_by, created_at)
    SELECT a.id, 1, a.report, coalesce(s.author_account_id, a.created_by), coalesce(s.at, a.status_since)
    FROM support_application a
    LEFT JOIN LATERAL (SELECT author_account_id, at FROM support_application_step
        WHERE application_id = a.id AND event = 'report' ORDER BY id DESC LIMIT 1) s ON true
    WHERE a.report IS NOT NULL;
CREATE TRIGGER support_report_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON support_report_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
";

const DOWN: &str = "
DROP TABLE support_report_revision;
";
