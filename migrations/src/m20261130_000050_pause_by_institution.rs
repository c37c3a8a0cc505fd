//! An institution can hide its own page for a while, beside the secretariat's pause.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE institution
    ADD COLUMN own_paused_at timestamptz,
    ADD COLUMN own_pause_reason text,
    ADD COLUMN own_resumes_on date,
    ADD CONSTRAINT institution_own_paused_at_check CHECK ((own_paused_at IS NULL) = (own_pause_reason IS NULL)),
    ADD CONSTRAINT institution_own_resumes_on_check CHECK (own_resumes_on IS NULL OR own_paused_at IS NOT NULL);
CREATE INDEX institution_own_resumes_on_idx ON institution (own_resumes_on) WHERE own_resumes_on IS NOT NULL;
";

const DOWN: &str = "
ALTER TABLE institution DROP COLUMN own_paused_at, DROP COLUMN own_pause_reason, DROP COLUMN own_resumes_on;
";
