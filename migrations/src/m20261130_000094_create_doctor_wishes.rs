//! What a doctor wishes for. It goes with the account.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
CREATE TABLE doctor_wishes (
    account_id uuid PRIMARY KEY CONSTRAINT doctor_wishes_account_id_fkey REFERENCES account (id),
    wishes jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL
);
";

const DOWN: &str = "DROP TABLE doctor_wishes;";
