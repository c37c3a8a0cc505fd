//! A budget that was taken back keeps its row, so that the version of the one entered after it goes on rising.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE support_budget ADD COLUMN withdrawn_at timestamptz;
";

const DOWN: &str = "
DELETE FROM support_budget WHERE withdrawn_at IS NOT NULL;
ALTER TABLE support_budget DROP COLUMN withdrawn_at;
";
