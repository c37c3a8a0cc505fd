//! Officers of prefectures: a staff role that is held for one prefecture.

crate::sql_migration!([UP], DOWN);

const UP: &str = r#"
ALTER TABLE account_role DROP CONSTRAINT account_role_role_check;
ALTER TABLE account_role ADD CONSTRAINT account_role_role_check
    CHECK (role IN ('doctor', 'institution_member', 'secretariat', 'committee_member', 'prefecture_officer', 'administrator'));
ALTER TABLE account_role ADD COLUMN prefecture_code text
    CONSTRAINT account_role_prefecture_code_fkey REFERENCES prefecture (code);
ALTER TABLE account_role ADD CONSTRAINT account_role_prefecture_code_check
    CHECK ((role = 'prefecture_officer') = (prefecture_code IS NOT NULL));
CREATE INDEX account_role_prefecture_code_idx ON account_role (prefecture_code, account_id) WHERE prefecture_code IS NOT NULL;

ALTER TABLE invitation DROP CONSTRAINT invitation_role_check;
ALTER TABLE invitation ADD CONSTRAINT invitation_role_check
    CHECK (role IN ('institution_member', 'secretariat', 'committee_member', 'prefecture_officer', 'administrator'));
ALTER TABLE invitation ADD COLUMN prefecture_code text
    CONSTRAINT invitation_prefecture_code_fkey REFERENCES prefecture (code);
ALTER TABLE invitation ADD CONSTRAINT invitation_prefecture_code_check
    CHECK ((role = 'prefecture_officer') = (prefecture_code IS NOT NULL));
"#;

const DOWN: &str = r#"
DELETE FROM invitation WHERE role = 'prefecture_officer';
ALTER TABLE invitation DROP COLUMN prefecture_code, DROP CONSTRAINT invitation_role_check;
ALTER TABLE invitation ADD CONSTRAINT invitation_role_check
    CHECK (role IN ('institution_member', 'secretariat', 'committee_member', 'administrator'));
DELETE FROM account_role WHERE role = 'prefecture_officer';
ALTER TABLE account_role DROP COLUMN prefecture_code, DROP CONSTRAINT account_role_role_check;
ALTER TABLE account_role ADD CONSTRAINT account_role_role_check
    CHECK (role IN ('doctor', 'institution_member', 'secretariat', 'committee_member', 'administrator'));
"#;
