//! When people were told that a draft of theirs will be removed.

crate::sql_migration!([UP], "DROP TABLE draft_notice");

const UP: &str = r"
-- Drafts of several tables, so there is no foreign key. A notice is about one last touch: a later one makes it void.
CREATE TABLE draft_notice (
    subject_id uuid PRIMARY KEY,
    touched_at timestamptz NOT NULL,
    told_at timestamptz NOT NULL
);
";
