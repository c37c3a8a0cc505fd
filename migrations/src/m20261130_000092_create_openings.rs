//! Openings that institutions offer, and everything that was ever published of them.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
CREATE TABLE opening (
    id uuid PRIMARY KEY,
    institution_id uuid NOT NULL CONSTRAINT opening_institution_id_fkey REFERENCES institution (id),
    status text NOT NULL CONSTRAINT opening_status_check CHECK (status IN ('draft', 'open', 'paused', 'filled', 'ended')),
    content jsonb NOT NULL,
    -- What words are looked for in, folded, and by which rules.
    search_key text NOT NULL,
    search_key_version integer NOT NULL,
    posted_at timestamptz,
    confirmed_at timestamptz,
    -- How often the institution has been asked to confirm since it last did.
    asked integer NOT NULL DEFAULT 0 CONSTRAINT opening_asked_check CHECK (asked BETWEEN 0 AND 2),
    taken_down_reason text,
    created_by uuid NOT NULL CONSTRAINT opening_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT opening_posted_at_check CHECK ((posted_at IS NULL) = (status = 'draft')),
    CONSTRAINT opening_confirmed_at_check CHECK ((confirmed_at IS NULL) = (posted_at IS NULL)),
    CONSTRAINT opening_taken_down_reason_check CHECK (taken_down_reason IS NULL OR status = 'ended')
);
CREATE INDEX opening_institution_id_idx ON opening (institution_id, updated_at DESC, id DESC);
CREATE INDEX opening_posted_at_idx ON opening (posted_at DESC, id DESC) WHERE status = 'open';
CREATE INDEX opening_confirmed_at_idx ON opening (confirmed_at) WHERE status = 'open';

-- What is over stays as it was.
CREATE FUNCTION refuse_change_of_ended_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status OR NEW.content <> OLD.content OR NEW.taken_down_reason IS DISTINCT FROM OLD.taken_down_reason THEN
        RAISE EXCEPTION 'an opening that is over cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER opening_stays_over BEFORE UPDATE ON opening FOR EACH ROW
    WHEN (OLD.status IN ('filled', 'ended')) EXECUTE FUNCTION refuse_change_of_ended_opening();

CREATE TABLE opening_revision (
    opening_id uuid NOT NULL CONSTRAINT opening_revision_opening_id_fkey REFERENCES opening (id),
    number integer NOT NULL,
    content jsonb NOT NULL,
    created_by uuid NOT NULL CONSTRAINT opening_revision_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (opening_id, number)
);
CREATE TRIGGER opening_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON opening_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
";

const DOWN: &str = "
DROP TABLE opening_revision, opening;
DROP FUNCTION refuse_change_of_ended_opening();
";
