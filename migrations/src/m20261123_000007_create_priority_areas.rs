//! Priority support areas with their versions, correction plans, the councils' meetings, and areas that were worked out to be candidates.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- For exclusion constraints that compare ids for equality beside ranges of days.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE priority_area (
    id uuid PRIMARY KEY,
    prefecture_code text NOT NULL CONSTRAINT priority_area_prefecture_code_fkey REFERENCES prefecture (code),
    name text NOT NULL,
    name_en text NOT NULL,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX priority_area_prefecture_code_idx ON priority_area (prefecture_code, id);

CREATE TABLE priority_area_version (
    id uuid PRIMARY KEY,
    priority_area_id uuid NOT NULL CONSTRAINT priority_area_version_priority_area_id_fkey REFERENCES priority_area (id),
    status text NOT NULL CONSTRAINT priority_area_version_status_check CHECK (status IN ('candidate', 'designated', 'ended')),
    shape jsonb NOT NULL CONSTRAINT priority_area_version_shape_check CHECK (shape ->> 'kind' IS NOT NULL),
    valid_from date NOT NULL,
    -- The last day; open while none is set.
    valid_until date,
    source jsonb NOT NULL,
    regional_medical_council jsonb,
    insurers_council jsonb,
    note text NOT NULL,
    -- Nobody where it is a published fact that ships with the program.
    created_by uuid CONSTRAINT priority_area_version_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    CONSTRAINT priority_area_version_days_check CHECK (valid_until IS NULL OR valid_from <= valid_until),
    -- Only one version of an area holds on a day.
    CONSTRAINT priority_area_version_period_excl
        EXCLUDE USING gist (priority_area_id WITH =, daterange(valid_from, valid_until, '[]') WITH &&)
);

-- What held on a day must be found again years later: a version is closed, or closed earlier, and followed by the next; it is never
-- rewritten, and what has ended never starts again.
CREATE FUNCTION keep_priority_area_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a priority support area is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')
        OR NEW.valid_until IS NULL OR NEW.valid_until > OLD.valid_until THEN
        RAISE EXCEPTION 'a version of a priority support area may only be closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER priority_area_version_keep BEFORE UPDATE OR DELETE ON priority_area_version
    FOR EACH ROW EXECUTE FUNCTION keep_priority_area_version();

CREATE TABLE council_meeting (
    id uuid PRIMARY KEY,
    prefecture_code text NOT NULL CONSTRAINT council_meeting_prefecture_code_fkey REFERENCES prefecture (code),
    council text NOT NULL CONSTRAINT council_meeting_council_check CHECK (council IN ('regional_medical', 'insurers')),
    fiscal_year integer NOT NULL,
    round text NOT NULL CONSTRAINT council_meeting_round_check CHECK (round IN ('first', 'second', 'third', 'written')),
    held_on date,
    agenda jsonb NOT NULL CONSTRAINT council_meeting_agenda_check CHECK (jsonb_typeof(agenda) = 'array'),
    minutes text,
    source jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT council_meeting_round_key UNIQUE (prefecture_code, fiscal_year, council, round)
);

CREATE TABLE correction_plan (
    id uuid PRIMARY KEY,
    prefecture_code text NOT NULL CONSTRAINT correction_plan_prefecture_code_fkey REFERENCES prefecture (code),
    fiscal_year integer NOT NULL,
    status text NOT NULL CONSTRAINT correction_plan_status_check CHECK (status IN
        ('drafting', 'outline_discussed', 'interim_discussed', 'final_discussed', 'adopted')),
    source jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT correction_plan_prefecture_code_fiscal_year_key UNIQUE (prefecture_code, fiscal_year)
);

CREATE TABLE correction_plan_area (
    plan_id uuid NOT NULL CONSTRAINT correction_plan_area_plan_id_fkey REFERENCES correction_plan (id),
    priority_area_id uuid NOT NULL CONSTRAINT correction_plan_area_priority_area_id_fkey REFERENCES priority_area (id),
    -- The order in which the plan names them.
    position integer NOT NULL,
    doctors_target integer CONSTRAINT correction_plan_area_doctors_target_check CHECK (doctors_target >= 0),
    doctors_present integer CONSTRAINT correction_plan_area_doctors_present_check CHECK (doctors_present >= 0),
    measures text NOT NULL,
    CONSTRAINT correction_plan_area_pkey PRIMARY KEY (plan_id, priority_area_id)
);

CREATE TABLE correction_plan_step (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL CONSTRAINT correction_plan_step_plan_id_fkey REFERENCES correction_plan (id),
    to_status text NOT NULL,
    meeting_id uuid CONSTRAINT correction_plan_step_meeting_id_fkey REFERENCES council_meeting (id),
    author_account_id uuid CONSTRAINT correction_plan_step_author_account_id_fkey REFERENCES account (id),
    at timestamptz NOT NULL
);
CREATE INDEX correction_plan_step_plan_id_idx ON correction_plan_step (plan_id, id);

-- Worked out from statistics; apart from what is proposed or designated. No foreign key: it is of its own edition.
CREATE TABLE computed_candidate_area (
    area_code text PRIMARY KEY CONSTRAINT computed_candidate_area_area_code_check CHECK (area_code ~ '^[0-9]{4}$'),
    area_name text NOT NULL,
    index_tenths integer NOT NULL CONSTRAINT computed_candidate_area_index_tenths_check CHECK (index_tenths > 0),
    lowest_in_prefecture boolean NOT NULL,
    few_in_few boolean NOT NULL,
    CONSTRAINT computed_candidate_area_criteria_check CHECK (lowest_in_prefecture OR few_in_few)
);
"#;

const DOWN: &str = r#"
DROP TABLE computed_candidate_area, correction_plan_step, correction_plan_area, correction_plan, council_meeting,
    priority_area_version, priority_area;
DROP FUNCTION keep_priority_area_version;
DROP EXTENSION btree_gist;
"#;
