//! Changes of the directory as anyone may follow them, page by page, and its newest and all of it as search engines and feed readers ask.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- Pages go on after a transaction and an institution: one transaction may change all of them.
DROP INDEX listing_change_changed_in_idx;
CREATE INDEX listing_change_changed_in_idx ON listing_change (changed_in, institution_id);
-- Where a time begins among the transactions.
CREATE INDEX listing_change_changed_at_idx ON listing_change (changed_at, changed_in);

-- A row of the directory shows the names of its municipality and area: with them, it changes.
CREATE FUNCTION note_change_of_municipality() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_change(institution_id) FROM listing WHERE municipality_code = NEW.code ORDER BY institution_id;
    RETURN NULL;
END $$;
CREATE TRIGGER municipality_renamed AFTER UPDATE ON municipality FOR EACH ROW
    WHEN ((OLD.name, OLD.name_en, OLD.area_code) IS DISTINCT FROM (NEW.name, NEW.name_en, NEW.area_code))
    EXECUTE FUNCTION note_change_of_municipality();

CREATE FUNCTION note_change_of_area() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_change(l.institution_id) FROM listing l JOIN municipality m ON m.code = l.municipality_code
        WHERE m.area_code = NEW.code ORDER BY l.institution_id;
    RETURN NULL;
END $$;
CREATE TRIGGER secondary_medical_area_renamed AFTER UPDATE ON secondary_medical_area FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION note_change_of_area();

-- What institutions are found by holds the names of their municipalities: those keys are made anew when a program starts next.
CREATE FUNCTION fold_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_folding;
    RETURN NULL;
END $$;
CREATE TRIGGER municipality_found_otherwise AFTER UPDATE ON municipality FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION fold_anew();

-- What search engines are told: real institutions, prefecture by prefecture, without reading their texts.
CREATE INDEX listing_sitemap_idx ON listing (prefecture_code, institution_id) INCLUDE (updated_at) WHERE NOT fictional;
"#;

const DOWN: &str = r#"
DROP INDEX listing_sitemap_idx;
DROP TRIGGER municipality_found_otherwise ON municipality;
DROP FUNCTION fold_anew();
DROP TRIGGER secondary_medical_area_renamed ON secondary_medical_area;
DROP TRIGGER municipality_renamed ON municipality;
DROP FUNCTION note_change_of_area();
DROP FUNCTION note_change_of_municipality();
DROP INDEX listing_change_changed_at_idx;
DROP INDEX listing_change_changed_in_idx;
CREATE INDEX listing_change_changed_in_idx ON listing_change (changed_in);
"#;
