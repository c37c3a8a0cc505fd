//! A second official list: the insured medical institutions, beside the hospitals.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- Which list a row is of, as data_edition calls it. A row whose edition is not its list's latest is gone from the list; it stays,
-- since institutions may have started from it.
ALTER TABLE registry_institution ADD COLUMN list text NOT NULL DEFAULT 'hospitals'
    CONSTRAINT registry_institution_list_check CHECK (list IN ('hospitals', 'insured_institutions'));
CREATE INDEX registry_institution_list_idx ON registry_institution (list, edition);
CREATE INDEX registry_institution_municipality_code_idx ON registry_institution (municipality_code);

-- Rows of the two lists that are the same institution. The lists share no number: name and place told.
CREATE TABLE registry_match (
    insured_code text PRIMARY KEY CONSTRAINT registry_match_insured_code_fkey REFERENCES registry_institution (code),
    hospital_code text NOT NULL CONSTRAINT registry_match_hospital_code_fkey REFERENCES registry_institution (code),
    CONSTRAINT registry_match_hospital_code_key UNIQUE (hospital_code)
);
"#;

const DOWN: &str = r#"
DROP TABLE registry_match;
DELETE FROM registry_institution WHERE list <> 'hospitals';
DROP INDEX registry_institution_municipality_code_idx;
ALTER TABLE registry_institution DROP COLUMN list;
"#;
