//! Which listings changed, so that every process can keep an index of its own.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- The last change of every listing that is or was, kept by triggers, so that no way of writing is forgotten.
-- The nil institution stands for all of them: what they are shown with, on a map, changed.
CREATE TABLE listing_change (
    institution_id uuid PRIMARY KEY,
    -- The changing transaction. Numbers are given when transactions begin and seen when they end, so readers go back to the
    -- oldest one that still ran when they last looked.
    changed_in bigint NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX listing_change_changed_in_idx ON listing_change (changed_in);
INSERT INTO listing_change (institution_id, changed_in, changed_at)
    SELECT institution_id, pg_current_xact_id()::text::bigint, now() FROM listing;

CREATE FUNCTION note_change(id uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO listing_change (institution_id, changed_in, changed_at) VALUES (id, pg_current_xact_id()::text::bigint, now())
        ON CONFLICT (institution_id) DO UPDATE SET changed_in = excluded.changed_in, changed_at = excluded.changed_at;
    SELECT pg_notify('listing_change', '');
$$;

CREATE FUNCTION note_listing_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_change(coalesce(NEW.institution_id, OLD.institution_id));
    RETURN NULL;
END $$;
CREATE TRIGGER listing_came_or_went AFTER INSERT OR DELETE ON listing FOR EACH ROW EXECUTE FUNCTION note_listing_change();
CREATE TRIGGER listing_changed AFTER UPDATE ON listing FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_listing_change();

CREATE FUNCTION note_change_of_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_change('00000000-0000-0000-0000-000000000000');
    RETURN NULL;
END $$;
-- Where listings stand on a map comes from these.
CREATE TRIGGER data_edition_changed AFTER INSERT OR UPDATE ON data_edition FOR EACH ROW
    WHEN (NEW.dataset IN ('municipality_outlines', 'hospitals', 'insured_institutions')) EXECUTE FUNCTION note_change_of_all();
"#;

const DOWN: &str = r#"
DROP TRIGGER data_edition_changed ON data_edition;
DROP TRIGGER listing_changed ON listing;
DROP TRIGGER listing_came_or_went ON listing;
DROP FUNCTION note_change_of_all();
DROP FUNCTION note_listing_change();
DROP FUNCTION note_change(uuid);
DROP TABLE listing_change;
"#;
