//! Accounts of the staff that an administrator suspended, and second factors that two administrators reset.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
CREATE TABLE account_suspension (
    account_id uuid CONSTRAINT account_suspension_pkey PRIMARY KEY CONSTRAINT account_suspension_account_id_fkey REFERENCES account (id),
    suspended_by uuid NOT NULL CONSTRAINT account_suspension_suspended_by_fkey REFERENCES account (id),
    reason text NOT NULL,
    suspended_at timestamptz NOT NULL
);

CREATE TABLE second_factor_reset (
    id uuid CONSTRAINT second_factor_reset_pkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT second_factor_reset_account_id_fkey REFERENCES account (id),
    asked_by uuid NOT NULL CONSTRAINT second_factor_reset_asked_by_fkey REFERENCES account (id),
    reason text NOT NULL,
    credentials text NOT NULL,
    asked_at timestamptz NOT NULL,
    approved_at timestamptz,
    approved_by uuid CONSTRAINT second_factor_reset_approved_by_fkey REFERENCES account (id),
    withdrawn_at timestamptz,
    CONSTRAINT second_factor_reset_approved_check CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
    CONSTRAINT second_factor_reset_settled_check CHECK (num_nonnulls(approved_at, withdrawn_at) <= 1)
);
CREATE INDEX second_factor_reset_account_id_idx ON second_factor_reset (account_id);
";

const DOWN: &str = "
DROP TABLE second_factor_reset;
DROP TABLE account_suspension;
";
