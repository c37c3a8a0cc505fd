//! Editions of the official lists that staff hand in, what they change for institutions here, and the rules that keys were folded by.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
CREATE INDEX registry_institution_postal_code_idx ON registry_institution (postal_code) WHERE postal_code IS NOT NULL;
CREATE INDEX institution_registry_code_idx ON institution (registry_code) WHERE registry_code IS NOT NULL;
-- Names are found by an index inside the process, which folds them itself.
ALTER TABLE registry_institution DROP COLUMN search_key;

-- The edition that does not name a row any more. It stays, since institutions may have started from it.
ALTER TABLE registry_institution ADD COLUMN gone_in text;
UPDATE registry_institution r SET gone_in = latest.edition
    FROM (SELECT dataset, max(edition) AS edition FROM data_edition GROUP BY dataset) latest
    WHERE latest.dataset = r.list AND latest.edition > r.edition;
DROP INDEX registry_institution_list_idx;

-- The rules that stored search keys were folded by. When those of the program are others, the keys are made anew.
CREATE TABLE search_folding (
    one boolean PRIMARY KEY DEFAULT true CONSTRAINT search_folding_one_check CHECK (one),
    version integer NOT NULL
);

-- A file that staff handed in. It is kept until somebody decides about it, for any process to apply.
CREATE TABLE registry_import (
    id uuid PRIMARY KEY,
    dataset text NOT NULL CONSTRAINT registry_import_dataset_check CHECK (dataset IN ('hospitals', 'insured_institutions')),
    edition text NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL CONSTRAINT registry_import_size_check CHECK (size > 0),
    content_hash text NOT NULL CONSTRAINT registry_import_content_hash_check CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    state text NOT NULL CONSTRAINT registry_import_state_check CHECK (state IN ('previewed', 'applied', 'discarded', 'failed')),
    report jsonb,
    failure jsonb,
    created_by uuid NOT NULL CONSTRAINT registry_import_created_by_fkey REFERENCES account (id),
    created_at timestamptz NOT NULL,
    settled_by uuid CONSTRAINT registry_import_settled_by_fkey REFERENCES account (id),
    settled_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT registry_import_report_check CHECK ((report IS NULL) = (state = 'failed')),
    CONSTRAINT registry_import_failure_check CHECK ((failure IS NOT NULL) = (state = 'failed')),
    CONSTRAINT registry_import_settled_at_check CHECK ((settled_at IS NOT NULL) = (state IN ('applied', 'discarded')))
);
CREATE INDEX registry_import_created_at_idx ON registry_import (created_at DESC, id DESC);

-- Its bytes, a megabyte each, so that no process ever holds the whole of it.
CREATE TABLE registry_import_part (
    import_id uuid NOT NULL CONSTRAINT registry_import_part_import_id_fkey REFERENCES registry_import (id),
    number integer NOT NULL CONSTRAINT registry_import_part_number_check CHECK (number >= 0),
    content bytea NOT NULL,
    PRIMARY KEY (import_id, number)
);
-- Zip files are packed already.
ALTER TABLE registry_import_part ALTER COLUMN content SET STORAGE EXTERNAL;

-- What an edition says about an institution here that it said otherwise before.
CREATE TABLE registry_difference (
    id uuid PRIMARY KEY,
    institution_id uuid NOT NULL CONSTRAINT registry_difference_institution_id_fkey REFERENCES institution (id),
    registry_code text NOT NULL CONSTRAINT registry_difference_registry_code_fkey REFERENCES registry_institution (code),
    edition text NOT NULL,
    changes jsonb NOT NULL,
    found_at timestamptz NOT NULL,
    acknowledged_by uuid CONSTRAINT registry_difference_acknowledged_by_fkey REFERENCES account (id),
    acknowledged_at timestamptz,
    CONSTRAINT registry_difference_acknowledged_at_check CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE INDEX registry_difference_found_at_idx ON registry_difference (found_at DESC, id DESC);
CREATE INDEX registry_difference_open_idx ON registry_difference (found_at DESC, id DESC) WHERE acknowledged_at IS NULL;
CREATE INDEX registry_difference_institution_id_idx ON registry_difference (institution_id);
"#;

const DOWN: &str = r#"
DROP TABLE registry_difference, registry_import_part, registry_import, search_folding;
CREATE INDEX registry_institution_list_idx ON registry_institution (list, edition);
ALTER TABLE registry_institution DROP COLUMN gone_in;
-- Keys that nothing can be found by, until the list is imported again.
ALTER TABLE registry_institution ADD COLUMN search_key text NOT NULL DEFAULT '';
ALTER TABLE registry_institution ALTER COLUMN search_key DROP DEFAULT;
DROP INDEX institution_registry_code_idx;
DROP INDEX registry_institution_postal_code_idx;
"#;
