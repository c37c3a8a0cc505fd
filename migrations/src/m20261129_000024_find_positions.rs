//! The positions of official lists by municipality: the middle of its hospitals is read with every listing that has no position of its own.

crate::sql_migration!([UP], DOWN);

const UP: &str = "CREATE INDEX registry_institution_position_idx ON registry_institution (municipality_code) INCLUDE (latitude, longitude)
    WHERE latitude IS NOT NULL;";

const DOWN: &str = "DROP INDEX registry_institution_position_idx;";
