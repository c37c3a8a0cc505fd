//! One institution at a time holds a code of the official list, and messages say which institution is whose.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
-- An institution holds its code while one of its registrations waits for a check or is published. A draft holds nothing, since nobody has
-- seen it; what was returned holds nothing either, so that staff can free a code.
ALTER TABLE institution
    ADD COLUMN registry_code_held boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT institution_registry_code_held_check CHECK (registry_code IS NOT NULL OR NOT registry_code_held);

CREATE FUNCTION registration_holds_code(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT status IN ('submitted', 'secretariat_review', 'committee_check', 'published')
$$;

-- Where an organization started several institutions from one row of the list, the one that got furthest keeps the code.
UPDATE institution SET registry_code = NULL WHERE id IN (
    SELECT id FROM (
        SELECT i.id, row_number() OVER (
            PARTITION BY i.organization_id, i.registry_code
            ORDER BY (SELECT bool_or(registration_holds_code(r.status)) FROM registration r WHERE r.institution_id = i.id) DESC NULLS LAST, i.id
        ) AS place
        FROM institution i WHERE i.registry_code IS NOT NULL
    ) ranked WHERE place > 1
);
CREATE UNIQUE INDEX institution_organization_id_registry_code_key ON institution (organization_id, registry_code);

-- Where several organizations hold a code, the first to hand in keeps it. The others go on without it until they hand in anew.
UPDATE institution SET registry_code_held = true WHERE id IN (
    SELECT DISTINCT ON (i.registry_code) i.id FROM institution i JOIN registration r ON r.institution_id = i.id
    WHERE i.registry_code IS NOT NULL AND registration_holds_code(r.status)
    ORDER BY i.registry_code, r.reference_number, i.id
);
CREATE UNIQUE INDEX institution_registry_code_key ON institution (registry_code) WHERE registry_code_held;

CREATE FUNCTION hold_registry_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF registration_holds_code(NEW.status) THEN
        UPDATE institution SET registry_code_held = true
            WHERE id = NEW.institution_id AND registry_code IS NOT NULL AND NOT registry_code_held;
    ELSE
        -- Two registrations of an institution that end at the same moment take turns, and the second sees that the first has ended.
        PERFORM 1 FROM institution WHERE id = NEW.institution_id FOR UPDATE;
        UPDATE institution SET registry_code_held = false WHERE id = NEW.institution_id AND registry_code_held AND NOT EXISTS (
            SELECT 1 FROM registration WHERE institution_id = NEW.institution_id AND registration_holds_code(status));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER registration_entered AFTER INSERT ON registration FOR EACH ROW
    WHEN (registration_holds_code(NEW.status)) EXECUTE FUNCTION hold_registry_code();
-- Only coming into such a state takes a code and only leaving it frees one; steps between them leave it alone.
CREATE TRIGGER registration_moved AFTER UPDATE ON registration FOR EACH ROW
    WHEN (registration_holds_code(OLD.status) <> registration_holds_code(NEW.status)) EXECUTE FUNCTION hold_registry_code();

ALTER TABLE contact_message
    -- Whose institution it is, as a member of the organization says; name and address are emptied when that account is deleted.
    ADD COLUMN claimed_by uuid CONSTRAINT contact_message_claimed_by_fkey REFERENCES account (id),
    ADD COLUMN organization_id uuid CONSTRAINT contact_message_organization_id_fkey REFERENCES organization (id),
    ADD COLUMN registry_code text CONSTRAINT contact_message_registry_code_fkey REFERENCES registry_institution (code),
    ADD CONSTRAINT contact_message_claim_check CHECK (num_nulls(claimed_by, organization_id, registry_code) IN (0, 3));
"#;

const DOWN: &str = r#"
ALTER TABLE contact_message DROP CONSTRAINT contact_message_claim_check, DROP COLUMN registry_code, DROP COLUMN organization_id,
    DROP COLUMN claimed_by;
DROP TRIGGER registration_moved ON registration;
DROP TRIGGER registration_entered ON registration;
DROP FUNCTION hold_registry_code();
DROP INDEX institution_registry_code_key;
DROP INDEX institution_organization_id_registry_code_key;
ALTER TABLE institution DROP CONSTRAINT institution_registry_code_held_check, DROP COLUMN registry_code_held;
DROP FUNCTION registration_holds_code(text);
"#;
