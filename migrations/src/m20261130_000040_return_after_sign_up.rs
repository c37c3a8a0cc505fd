//! A link to sign up with remembers the institution whose page the person came from, and that it was used.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- No foreign key: whoever asks for a link may name any institution, and learns nothing about it here.
ALTER TABLE email_link ADD COLUMN institution_id uuid;
ALTER TABLE email_link ADD COLUMN used_at timestamptz;
ALTER TABLE email_link ADD CONSTRAINT email_link_sign_up_check CHECK (purpose = 'sign_up' OR (institution_id IS NULL AND used_at IS NULL));
"#;

const DOWN: &str = r#"
ALTER TABLE email_link DROP CONSTRAINT email_link_sign_up_check;
DELETE FROM email_link WHERE used_at IS NOT NULL;
ALTER TABLE email_link DROP COLUMN used_at;
ALTER TABLE email_link DROP COLUMN institution_id;
"#;
