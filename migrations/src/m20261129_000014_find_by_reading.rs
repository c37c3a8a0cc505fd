//! Institutions are found by the readings of their municipalities and by their areas: keys are made anew when those change.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
DROP TRIGGER municipality_found_otherwise ON municipality;
CREATE TRIGGER municipality_found_otherwise AFTER UPDATE ON municipality FOR EACH ROW
    WHEN ((OLD.name, OLD.name_kana, OLD.area_code) IS DISTINCT FROM (NEW.name, NEW.name_kana, NEW.area_code)) EXECUTE FUNCTION fold_anew();
CREATE TRIGGER secondary_medical_area_found_otherwise AFTER UPDATE ON secondary_medical_area FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION fold_anew();
"#;

const DOWN: &str = r#"
DROP TRIGGER secondary_medical_area_found_otherwise ON secondary_medical_area;
DROP TRIGGER municipality_found_otherwise ON municipality;
CREATE TRIGGER municipality_found_otherwise AFTER UPDATE ON municipality FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION fold_anew();
"#;
