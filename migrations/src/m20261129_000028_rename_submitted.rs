//! What an institution submitted with an application is called `submitted`, as in the contract.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE support_application RENAME COLUMN handed_in TO submitted;
ALTER TABLE support_application RENAME CONSTRAINT support_application_handed_in_check TO support_application_submitted_check;
ALTER TABLE support_application_revision RENAME COLUMN handed_in TO submitted;
";

const DOWN: &str = "
ALTER TABLE support_application_revision RENAME COLUMN submitted TO handed_in;
ALTER TABLE support_application RENAME CONSTRAINT support_application_submitted_check TO support_application_handed_in_check;
ALTER TABLE support_application RENAME COLUMN submitted TO handed_in;
";
