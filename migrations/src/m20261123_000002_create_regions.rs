//! Prefectures, secondary medical areas, municipalities, and the official list of institutions.

crate::sql_migration!([UP], "DROP TABLE registry_institution, municipality, secondary_medical_area, prefecture;");

const UP: &str = r#"
CREATE TABLE prefecture (
    code text PRIMARY KEY CONSTRAINT prefecture_code_check CHECK (code ~ '^[0-9]{2}$'),
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL
);

CREATE TABLE secondary_medical_area (
    code text PRIMARY KEY CONSTRAINT secondary_medical_area_code_check CHECK (code ~ '^[0-9]{4}$'),
    prefecture_code text NOT NULL CONSTRAINT secondary_medical_area_prefecture_code_fkey REFERENCES prefecture (code),
    name text NOT NULL,
    name_en text NOT NULL
);
CREATE INDEX secondary_medical_area_prefecture_code_idx ON secondary_medical_area (prefecture_code, code);

CREATE TABLE municipality (
    code text PRIMARY KEY CONSTRAINT municipality_code_check CHECK (code ~ '^[0-9]{5}$'),
    prefecture_code text NOT NULL CONSTRAINT municipality_prefecture_code_fkey REFERENCES prefecture (code),
    -- Empty where no area is loaded for it yet.
    area_code text CONSTRAINT municipality_area_code_fkey REFERENCES secondary_medical_area (code),
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL
);
CREATE INDEX municipality_prefecture_code_idx ON municipality (prefecture_code, code);
CREATE INDEX municipality_area_code_idx ON municipality (area_code);

-- Official data from which a draft can start. `search_key` is the folded name, reading and address.
CREATE TABLE registry_institution (
    code text PRIMARY KEY,
    edition text NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL,
    kind text NOT NULL CONSTRAINT registry_institution_kind_check CHECK (kind IN ('hospital', 'clinic')),
    prefecture_code text NOT NULL CONSTRAINT registry_institution_prefecture_code_fkey REFERENCES prefecture (code),
    municipality_code text CONSTRAINT registry_institution_municipality_code_fkey REFERENCES municipality (code),
    postal_code text,
    address text NOT NULL,
    latitude double precision,
    longitude double precision,
    beds integer,
    website text,
    search_key text NOT NULL
);
CREATE INDEX registry_institution_prefecture_code_idx ON registry_institution (prefecture_code, name_kana COLLATE "ja-x-icu", code);
"#;
