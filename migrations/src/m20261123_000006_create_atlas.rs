//! The map: outlines of regions, the physician maldistribution index, and which files were imported.

crate::sql_migration!([UP], "DROP TABLE data_edition, physician_index, region_outline;");

const UP: &str = r#"
-- No foreign keys: outlines and statistics are of their own editions, and may name regions that are not loaded.
CREATE TABLE region_outline (
    level text NOT NULL,
    code text NOT NULL,
    edition text NOT NULL,
    -- Degrees per step of the source's grid: of two outlines of one edition the finer one stays.
    grid double precision NOT NULL CONSTRAINT region_outline_grid_check CHECK (grid >= 0),
    -- A GeoJSON MultiPolygon, longitude first.
    geometry jsonb NOT NULL CONSTRAINT region_outline_geometry_check CHECK (geometry ->> 'type' = 'MultiPolygon'),
    west double precision NOT NULL,
    south double precision NOT NULL,
    east double precision NOT NULL,
    north double precision NOT NULL,
    CONSTRAINT region_outline_pkey PRIMARY KEY (level, code),
    CONSTRAINT region_outline_code_check CHECK (CASE level
        WHEN 'prefecture' THEN code ~ '^[0-9]{2}$'
        WHEN 'secondary_medical_area' THEN code ~ '^[0-9]{4}$'
        WHEN 'municipality' THEN code ~ '^[0-9]{5}$'
        ELSE false END),
    CONSTRAINT region_outline_box_check CHECK (west <= east AND south <= north)
);

CREATE TABLE physician_index (
    level text NOT NULL,
    code text NOT NULL,
    -- The first day that the edition is of; `edition` says it as precisely as the source does.
    edition_on date NOT NULL,
    edition text NOT NULL,
    name text NOT NULL,
    value numeric(6, 1) NOT NULL CONSTRAINT physician_index_value_check CHECK (value > 0),
    standard_doctors integer CONSTRAINT physician_index_standard_doctors_check CHECK (standard_doctors >= 0),
    population_100k numeric(9, 4) CONSTRAINT physician_index_population_100k_check CHECK (population_100k > 0),
    rank integer CONSTRAINT physician_index_rank_check CHECK (rank > 0),
    class text CONSTRAINT physician_index_class_check CHECK (class IN ('many', 'middle', 'few')),
    CONSTRAINT physician_index_pkey PRIMARY KEY (level, code, edition_on),
    CONSTRAINT physician_index_code_check CHECK (CASE level
        WHEN 'prefecture' THEN code ~ '^[0-9]{2}$'
        WHEN 'secondary_medical_area' THEN code ~ '^[0-9]{4}$'
        ELSE false END)
);

CREATE TABLE data_edition (
    dataset text NOT NULL,
    edition text NOT NULL,
    file_name text NOT NULL,
    source text NOT NULL,
    licence text NOT NULL,
    -- SHA-256 of the file: the very same file need not be read again.
    content_hash text NOT NULL CONSTRAINT data_edition_content_hash_check CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    imported_at timestamptz NOT NULL,
    rows_taken bigint NOT NULL CONSTRAINT data_edition_rows_taken_check CHECK (rows_taken >= 0),
    rows_refused bigint NOT NULL CONSTRAINT data_edition_rows_refused_check CHECK (rows_refused >= 0),
    CONSTRAINT data_edition_pkey PRIMARY KEY (dataset, edition, file_name)
);
"#;
