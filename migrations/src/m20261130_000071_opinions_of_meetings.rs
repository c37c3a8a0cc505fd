//! The meeting in which a council said what it said of an application. Opinions that were recorded without one keep having none.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE support_opinion ADD COLUMN meeting_id uuid CONSTRAINT support_opinion_meeting_id_fkey REFERENCES council_meeting (id);
CREATE INDEX support_opinion_meeting_id_idx ON support_opinion (meeting_id);
";

const DOWN: &str = "
ALTER TABLE support_opinion DROP COLUMN meeting_id;
";
