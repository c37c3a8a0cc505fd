//! Institutions, their registrations with every version and step, corrections, and the public listing.

crate::sql_migration!([REGISTRATIONS, LISTING], DOWN);

const REGISTRATIONS: &str = r#"
CREATE TABLE institution (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL CONSTRAINT institution_organization_id_fkey REFERENCES organization (id),
    registry_code text CONSTRAINT institution_registry_code_fkey REFERENCES registry_institution (code),
    -- Made up for demonstration; every page that shows it says so.
    fictional boolean NOT NULL DEFAULT false,
    paused_at timestamptz,
    pause_reason text,
    created_at timestamptz NOT NULL,
    CONSTRAINT institution_paused_at_check CHECK ((paused_at IS NULL) = (pause_reason IS NULL))
);
CREATE INDEX institution_organization_id_idx ON institution (organization_id, id);

CREATE SEQUENCE registration_reference_seq;

CREATE TABLE registration (
    id uuid PRIMARY KEY,
    institution_id uuid NOT NULL CONSTRAINT registration_institution_id_fkey REFERENCES institution (id),
    fiscal_year integer NOT NULL CONSTRAINT registration_fiscal_year_check CHECK (fiscal_year BETWEEN 2025 AND 2200),
    status text NOT NULL CONSTRAINT registration_status_check CHECK (status IN
        ('draft', 'submitted', 'secretariat_review', 'returned', 'committee_check', 'published', 'expired', 'withdrawn', 'revoked')),
    status_since timestamptz NOT NULL,
    reference_number text CONSTRAINT registration_reference_number_key UNIQUE,
    content jsonb NOT NULL,
    -- What the institution is to read now: why it was returned or revoked.
    reason text,
    secretariat_checked_by uuid CONSTRAINT registration_secretariat_checked_by_fkey REFERENCES account (id),
    committee_confirmed_by uuid CONSTRAINT registration_committee_confirmed_by_fkey REFERENCES account (id),
    expires_on date,
    -- Folded name, reading and reference number, for the staff's search.
    search_key text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT registration_reference_number_check CHECK (reference_number IS NOT NULL OR status IN ('draft', 'withdrawn')),
    -- The two checks belong to different people, whatever the program thinks.
    CONSTRAINT registration_checks_check CHECK (secretariat_checked_by <> committee_confirmed_by),
    CONSTRAINT registration_published_check CHECK (status NOT IN ('published', 'expired', 'revoked')
        OR (secretariat_checked_by IS NOT NULL AND committee_confirmed_by IS NOT NULL AND expires_on IS NOT NULL))
);
-- One registration under way, and one published, per institution and year.
CREATE UNIQUE INDEX registration_institution_id_fiscal_year_key ON registration (institution_id, fiscal_year)
    WHERE status NOT IN ('withdrawn', 'revoked', 'expired');
CREATE INDEX registration_status_idx ON registration (status, status_since, id);
CREATE INDEX registration_institution_id_idx ON registration (institution_id, id DESC);
CREATE INDEX registration_expires_on_idx ON registration (expires_on) WHERE status = 'published';

-- Every version that was handed in or published; never changed afterwards.
CREATE TABLE registration_revision (
    id uuid PRIMARY KEY,
    registration_id uuid NOT NULL CONSTRAINT registration_revision_registration_id_fkey REFERENCES registration (id),
    number integer NOT NULL,
    content jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT registration_revision_registration_id_number_key UNIQUE (registration_id, number)
);
CREATE TRIGGER registration_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registration_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The course of a registration; an event is absent for the start of the draft, an author for what the calendar does.
CREATE TABLE registration_step (
    id uuid PRIMARY KEY,
    registration_id uuid NOT NULL CONSTRAINT registration_step_registration_id_fkey REFERENCES registration (id),
    event text CONSTRAINT registration_step_event_check CHECK (event IN
        ('submit', 'take_up', 'return', 'pass_on', 'confirm', 'withdraw', 'revoke', 'expire')),
    to_status text NOT NULL,
    capacity text NOT NULL CONSTRAINT registration_step_capacity_check CHECK (capacity IN
        ('institution', 'secretariat', 'committee', 'same_person', 'system')),
    author_account_id uuid,
    reason text,
    at timestamptz NOT NULL
);
CREATE INDEX registration_step_registration_id_idx ON registration_step (registration_id, id);

CREATE TABLE change_request (
    id uuid PRIMARY KEY,
    registration_id uuid NOT NULL CONSTRAINT change_request_registration_id_fkey REFERENCES registration (id),
    status text NOT NULL CONSTRAINT change_request_status_check CHECK (status IN ('requested', 'applied', 'refused', 'withdrawn')),
    base_content jsonb NOT NULL,
    content jsonb NOT NULL,
    note text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    decided_by uuid,
    decided_at timestamptz,
    reason text,
    CONSTRAINT change_request_reason_check CHECK (status <> 'refused' OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX change_request_registration_id_key ON change_request (registration_id) WHERE status = 'requested';
CREATE INDEX change_request_status_idx ON change_request (status, requested_at, id);
CREATE INDEX change_request_registration_id_idx ON change_request (registration_id, id DESC);
"#;

const LISTING: &str = r#"
-- What is public now, one row per institution; rebuilt from the registration whenever that changes.
-- An institution that is paused, withdrawn, revoked or expired has no row.
CREATE TABLE listing (
    institution_id uuid PRIMARY KEY CONSTRAINT listing_institution_id_fkey REFERENCES institution (id),
    registration_id uuid NOT NULL CONSTRAINT listing_registration_id_fkey REFERENCES registration (id),
    name text NOT NULL,
    name_kana text NOT NULL,
    kind text NOT NULL,
    prefecture_code text NOT NULL CONSTRAINT listing_prefecture_code_fkey REFERENCES prefecture (code),
    municipality_code text NOT NULL CONSTRAINT listing_municipality_code_fkey REFERENCES municipality (code),
    specialties text[] NOT NULL,
    employment text[] NOT NULL,
    guidance_offered boolean NOT NULL,
    profile jsonb NOT NULL,
    restricted jsonb NOT NULL,
    -- Folded name, reading, address and text, for words.
    search_key text NOT NULL,
    published_on date NOT NULL,
    updated_at timestamptz NOT NULL,
    fictional boolean NOT NULL
);
CREATE INDEX listing_published_on_idx ON listing (published_on DESC, institution_id DESC);
CREATE INDEX listing_prefecture_code_idx ON listing (prefecture_code, published_on DESC, institution_id DESC);
CREATE INDEX listing_municipality_code_idx ON listing (municipality_code);
CREATE INDEX listing_specialties_idx ON listing USING gin (specialties);
"#;

const DOWN: &str = r#"
DROP TABLE listing, change_request, registration_step, registration_revision, registration, institution;
DROP SEQUENCE registration_reference_seq;
"#;
