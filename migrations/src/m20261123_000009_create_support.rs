//! Applications for support in priority support areas, their documents, prefectures' budgets, and official figures as stated.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
CREATE TABLE support_application (
    id uuid PRIMARY KEY,
    institution_id uuid NOT NULL CONSTRAINT support_application_institution_id_fkey REFERENCES institution (id),
    priority_area_id uuid NOT NULL CONSTRAINT support_application_priority_area_id_fkey REFERENCES priority_area (id),
    -- That of the area; an area never moves to another prefecture.
    prefecture_code text NOT NULL CONSTRAINT support_application_prefecture_code_fkey REFERENCES prefecture (code),
    fiscal_year integer NOT NULL,
    status text NOT NULL CONSTRAINT support_application_status_check CHECK (status IN
        ('draft', 'submitted', 'returned', 'checked', 'proposed', 'selected', 'not_selected', 'applied', 'decided', 'reported', 'withdrawn')),
    status_since timestamptz NOT NULL,
    plan jsonb NOT NULL,
    purpose text NOT NULL,
    -- What the rules gave when it was last handed in; until then nobody but the institution knows of the application.
    statement jsonb,
    -- What was last handed in, as it was then: while it is mended, nobody but the institution reads the row's own.
    handed_in jsonb,
    meeting_id uuid CONSTRAINT support_application_meeting_id_fkey REFERENCES council_meeting (id),
    decision jsonb,
    report jsonb,
    created_by uuid NOT NULL CONSTRAINT support_application_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT support_application_statement_check CHECK (statement IS NOT NULL OR status IN ('draft', 'withdrawn')),
    CONSTRAINT support_application_handed_in_check CHECK ((handed_in IS NULL) = (statement IS NULL)),
    CONSTRAINT support_application_decision_check CHECK (decision IS NOT NULL OR status NOT IN ('decided', 'reported')),
    CONSTRAINT support_application_report_check CHECK (report IS NOT NULL OR status <> 'reported')
);
-- One application of an institution under way in a fiscal year.
CREATE UNIQUE INDEX support_application_institution_id_fiscal_year_key ON support_application (institution_id, fiscal_year)
    WHERE status NOT IN ('not_selected', 'reported', 'withdrawn');
CREATE INDEX support_application_prefecture_code_idx ON support_application (prefecture_code, status_since DESC, id DESC);
CREATE INDEX support_application_priority_area_id_idx ON support_application (priority_area_id);

CREATE TABLE support_application_step (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL CONSTRAINT support_application_step_application_id_fkey REFERENCES support_application (id),
    event text CONSTRAINT support_application_step_event_check CHECK (event IN
        ('submit', 'return', 'check', 'propose', 'select', 'turn_down', 'apply', 'decide', 'report', 'withdraw')),
    to_status text NOT NULL,
    by_officer boolean NOT NULL,
    author_account_id uuid NOT NULL CONSTRAINT support_application_step_author_account_id_fkey REFERENCES account (id),
    reason text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX support_application_step_application_id_idx ON support_application_step (application_id, id);

-- The versions of rules that a frozen statement rests on.
CREATE TABLE support_application_rule (
    application_id uuid NOT NULL CONSTRAINT support_application_rule_application_id_fkey REFERENCES support_application (id),
    rule_id uuid NOT NULL CONSTRAINT support_application_rule_rule_id_fkey REFERENCES subsidy_rule (id),
    PRIMARY KEY (application_id, rule_id)
);
CREATE INDEX support_application_rule_rule_id_idx ON support_application_rule (rule_id);
CREATE OR REPLACE FUNCTION subsidy_rule_in_use(rule uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM subsidy_quote_rule WHERE rule_id = rule)
        OR EXISTS (SELECT 1 FROM support_application_rule WHERE rule_id = rule)
$$;

CREATE TABLE support_opinion (
    application_id uuid NOT NULL CONSTRAINT support_opinion_application_id_fkey REFERENCES support_application (id),
    council text NOT NULL CONSTRAINT support_opinion_council_check CHECK (council IN ('regional_medical', 'insurers')),
    agreed boolean NOT NULL,
    stated_on date NOT NULL,
    minutes text NOT NULL,
    recorded_by uuid NOT NULL CONSTRAINT support_opinion_recorded_by_fkey REFERENCES account (id),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, council)
);

CREATE TABLE support_document (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL CONSTRAINT support_document_application_id_fkey REFERENCES support_application (id),
    name text NOT NULL,
    media_type text NOT NULL CONSTRAINT support_document_media_type_check
        CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    size bigint NOT NULL CONSTRAINT support_document_size_check CHECK (size BETWEEN 1 AND 10485760),
    content bytea NOT NULL,
    uploaded_by uuid NOT NULL CONSTRAINT support_document_uploaded_by_fkey REFERENCES account (id),
    uploaded_at timestamptz NOT NULL
);
CREATE INDEX support_document_application_id_idx ON support_document (application_id, id);

CREATE TABLE support_budget (
    prefecture_code text NOT NULL CONSTRAINT support_budget_prefecture_code_fkey REFERENCES prefecture (code),
    fiscal_year integer NOT NULL,
    scheme text NOT NULL CONSTRAINT support_budget_scheme_check CHECK (scheme IN
        ('clinic_facility', 'clinic_equipment', 'clinic_settlement', 'work_environment', 'substitute_doctor', 'dispatching_institution',
         'doctors_allowance', 'wide_area_matching', 'recurrent_education')),
    amount_yen bigint NOT NULL CONSTRAINT support_budget_amount_yen_check CHECK (amount_yen >= 0),
    source jsonb NOT NULL,
    saved_by uuid CONSTRAINT support_budget_saved_by_fkey REFERENCES account (id),
    saved_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (prefecture_code, fiscal_year, scheme)
);

-- Official figures as stated. Nothing here is corrected: where arithmetic gives another figure, readers are told so.
CREATE TABLE support_figure (
    prefecture_code text NOT NULL CONSTRAINT support_figure_prefecture_code_fkey REFERENCES prefecture (code),
    fiscal_year integer NOT NULL,
    -- The place in the document's table.
    position integer NOT NULL,
    -- Absent on the line of totals.
    area_name text,
    stage text NOT NULL CONSTRAINT support_figure_stage_check CHECK (stage IN ('plan', 'decision')),
    figures jsonb NOT NULL,
    source jsonb NOT NULL,
    PRIMARY KEY (prefecture_code, fiscal_year, position),
    CONSTRAINT support_figure_area_name_stage_key UNIQUE NULLS NOT DISTINCT (prefecture_code, fiscal_year, area_name, stage)
);
CREATE TRIGGER support_figure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON support_figure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"#;

const DOWN: &str = r#"
CREATE OR REPLACE FUNCTION subsidy_rule_in_use(rule uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM subsidy_quote_rule WHERE rule_id = rule)
$$;
DROP TABLE support_figure, support_budget, support_document, support_opinion, support_application_rule, support_application_step,
    support_application;
"#;
