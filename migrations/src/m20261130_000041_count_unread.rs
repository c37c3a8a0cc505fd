//! The header of every page counts unread conversations, so these have indexes of their own.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
CREATE INDEX inquiry_unread_by_doctor_idx ON inquiry (doctor_account_id) WHERE doctor_read_at < last_activity_at;
CREATE INDEX inquiry_unread_by_institution_idx ON inquiry (institution_id)
    WHERE institution_read_at IS NULL OR institution_read_at < last_activity_at;
"#;

const DOWN: &str = r#"
DROP INDEX inquiry_unread_by_institution_idx;
DROP INDEX inquiry_unread_by_doctor_idx;
"#;
