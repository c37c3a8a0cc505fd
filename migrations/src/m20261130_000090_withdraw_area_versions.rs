//! A version of a priority support area that has not begun can be taken back. Its row stays, and the end that it set to the version before goes
//! with it.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
ALTER TABLE priority_area_version
    -- Set once, before its first day: then it never holds.
    ADD COLUMN withdrawn_at timestamptz,
    -- The version that ended because this one was entered, and the last day that it had until then; open while none is set.
    ADD COLUMN follows_id uuid CONSTRAINT priority_area_version_follows_id_fkey REFERENCES priority_area_version (id),
    ADD COLUMN followed_until date,
    DROP CONSTRAINT priority_area_version_period_excl;
ALTER TABLE priority_area_version
    -- Only one version of an area holds on a day.
    ADD CONSTRAINT priority_area_version_period_excl
        EXCLUDE USING gist (priority_area_id WITH =, daterange(valid_from, valid_until, '[]') WITH &&) WHERE (withdrawn_at IS NULL);

CREATE OR REPLACE FUNCTION keep_priority_area_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a priority support area is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.withdrawn_at IS NULL THEN
        IF NEW.withdrawn_at IS NOT NULL AND (to_jsonb(NEW) - 'withdrawn_at') = (to_jsonb(OLD) - 'withdrawn_at') THEN
            RETURN NEW;
        END IF;
        -- The end that another version set goes with it once that one is taken back.
        IF (to_jsonb(NEW) - 'valid_until') = (to_jsonb(OLD) - 'valid_until') AND EXISTS (
            SELECT 1 FROM priority_area_version later
            WHERE later.follows_id = OLD.id AND later.withdrawn_at IS NOT NULL AND later.valid_from = OLD.valid_until + 1
                AND (later.followed_until IS NULL OR NEW.valid_until <= later.followed_until)) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF OLD.withdrawn_at IS NOT NULL OR (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')
        OR NEW.valid_until IS NULL OR NEW.valid_until > OLD.valid_until THEN
        RAISE EXCEPTION 'a version of a priority support area may only be closed or taken back' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"#;

const DOWN: &str = r#"
DROP TRIGGER priority_area_version_keep ON priority_area_version;
ALTER TABLE priority_area_version DROP COLUMN follows_id, DROP COLUMN followed_until, DROP CONSTRAINT priority_area_version_period_excl;
DELETE FROM priority_area_version WHERE withdrawn_at IS NOT NULL;
ALTER TABLE priority_area_version
    DROP COLUMN withdrawn_at,
    ADD CONSTRAINT priority_area_version_period_excl
        EXCLUDE USING gist (priority_area_id WITH =, daterange(valid_from, valid_until, '[]') WITH &&);
CREATE OR REPLACE FUNCTION keep_priority_area_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a priority support area is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')
        OR NEW.valid_until IS NULL OR NEW.valid_until > OLD.valid_until THEN
        RAISE EXCEPTION 'a version of a priority support area may only be closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER priority_area_version_keep BEFORE UPDATE OR DELETE ON priority_area_version
    FOR EACH ROW EXECUTE FUNCTION keep_priority_area_version();
"#;
