//! What a deleted account or a captured token must not get around: doubts about a licence outlive the account, and a proof says whether it was
//! made after signing in.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
-- Keyed hashes of what a doctor in doubt had stated and signed up with; neither can be read back.
CREATE TABLE licence_doubt (
    hash bytea PRIMARY KEY CONSTRAINT licence_doubt_hash_check CHECK (octet_length(hash) = 32),
    doubted_at timestamptz NOT NULL
);
CREATE INDEX licence_doubt_doubted_at_idx ON licence_doubt (doubted_at);

ALTER TABLE refresh_session ADD COLUMN proven_again boolean NOT NULL DEFAULT false;
";

const DOWN: &str = "
ALTER TABLE refresh_session DROP COLUMN proven_again;
DROP TABLE licence_doubt;
";
