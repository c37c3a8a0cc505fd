//! Rules of support as dated rows, and quotes that were kept in an inquiry.

crate::sql_migration!([RULES, QUOTES, IN_USE], DOWN);

const RULES: &str = r#"
CREATE TABLE subsidy_rule (
    id uuid PRIMARY KEY,
    scheme text NOT NULL CONSTRAINT subsidy_rule_scheme_check CHECK (scheme IN
        ('clinic_facility', 'clinic_equipment', 'clinic_settlement', 'work_environment', 'substitute_doctor',
         'dispatching_institution', 'doctors_allowance', 'wide_area_matching', 'recurrent_education')),
    -- 1, 2, 3 … within the scheme.
    version integer NOT NULL CONSTRAINT subsidy_rule_version_check CHECK (version > 0),
    fiscal_year integer NOT NULL,
    budget_stage text NOT NULL CONSTRAINT subsidy_rule_budget_stage_check CHECK (budget_stage IN
        ('request', 'draft_budget', 'supplementary', 'enacted')),
    terms jsonb NOT NULL,
    budget_yen bigint CONSTRAINT subsidy_rule_budget_yen_check CHECK (budget_yen >= 0),
    source jsonb NOT NULL,
    valid_from date NOT NULL,
    -- The last day, included; open while no end is known.
    valid_until date,
    note jsonb NOT NULL,
    expected_start jsonb,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- Rises with every change of the row, for If-Match; the version above says which rule of the scheme it is.
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT subsidy_rule_scheme_version_key UNIQUE (scheme, version),
    CONSTRAINT subsidy_rule_valid_until_check CHECK (valid_from <= valid_until),
    -- Two rules of a scheme never hold on the same day, whatever the program thinks. (btree_gist came with the areas.)
    CONSTRAINT subsidy_rule_period_excl EXCLUDE USING gist (scheme WITH =, daterange(valid_from, valid_until, '[]') WITH &&)
);
"#;

const QUOTES: &str = r#"
-- A quote as it was read in an inquiry. It is never changed, but goes with the words of a doctor who leaves.
CREATE TABLE subsidy_quote (
    id uuid PRIMARY KEY,
    inquiry_id uuid NOT NULL CONSTRAINT subsidy_quote_inquiry_id_fkey REFERENCES inquiry (id),
    side text NOT NULL CONSTRAINT subsidy_quote_side_check CHECK (side IN ('doctor', 'institution')),
    author_account_id uuid NOT NULL,
    plan jsonb NOT NULL,
    statement jsonb NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX subsidy_quote_inquiry_id_idx ON subsidy_quote (inquiry_id, id);
CREATE INDEX subsidy_quote_author_account_id_idx ON subsidy_quote (author_account_id);
CREATE TRIGGER subsidy_quote_frozen BEFORE UPDATE OR TRUNCATE ON subsidy_quote
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The versions of rules that a quote rests on.
CREATE TABLE subsidy_quote_rule (
    quote_id uuid NOT NULL CONSTRAINT subsidy_quote_rule_quote_id_fkey REFERENCES subsidy_quote (id) ON DELETE CASCADE,
    rule_id uuid NOT NULL CONSTRAINT subsidy_quote_rule_rule_id_fkey REFERENCES subsidy_rule (id),
    CONSTRAINT subsidy_quote_rule_pkey PRIMARY KEY (quote_id, rule_id)
);
CREATE INDEX subsidy_quote_rule_rule_id_idx ON subsidy_quote_rule (rule_id);
CREATE TRIGGER subsidy_quote_rule_frozen BEFORE UPDATE OR TRUNCATE ON subsidy_quote_rule
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"#;

const IN_USE: &str = r#"
-- Whether anything rests on a rule. A table that comes to refer to rules replaces this function with one that asks it too.
CREATE FUNCTION subsidy_rule_in_use(rule uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM subsidy_quote_rule WHERE rule_id = rule)
$$;

-- Of a rule in use only the end may change.
CREATE FUNCTION refuse_change_of_used_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - '{valid_until,updated_at,revision}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{valid_until,updated_at,revision}'::text[]
        AND subsidy_rule_in_use(OLD.id) THEN
        RAISE EXCEPTION 'rule % is in use', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'subsidy_rule_in_use';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER subsidy_rule_in_use BEFORE UPDATE ON subsidy_rule FOR EACH ROW EXECUTE FUNCTION refuse_change_of_used_rule();
"#;

const DOWN: &str = r#"
DROP TABLE subsidy_quote_rule, subsidy_quote, subsidy_rule;
DROP FUNCTION refuse_change_of_used_rule();
DROP FUNCTION subsidy_rule_in_use(uuid);
"#;
