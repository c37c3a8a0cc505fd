//! The steps of a review are called as in the contract: `start_review` and `forward`.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE registration_step DROP CONSTRAINT registration_step_event_check;
UPDATE registration_step SET event = 'start_review' WHERE event = 'take_up';
UPDATE registration_step SET event = 'forward' WHERE event = 'pass_on';
ALTER TABLE registration_step ADD CONSTRAINT registration_step_event_check CHECK (event IN
    ('submit', 'start_review', 'return', 'forward', 'confirm', 'withdraw', 'revoke', 'expire'));
UPDATE outbox SET payload = jsonb_set(payload, '{template}', '\"registration_forwarded\"') WHERE payload ->> 'template' = 'registration_passed_on';
";

const DOWN: &str = "
ALTER TABLE registration_step DROP CONSTRAINT registration_step_event_check;
UPDATE registration_step SET event = 'take_up' WHERE event = 'start_review';
UPDATE registration_step SET event = 'pass_on' WHERE event = 'forward';
ALTER TABLE registration_step ADD CONSTRAINT registration_step_event_check CHECK (event IN
    ('submit', 'take_up', 'return', 'pass_on', 'confirm', 'withdraw', 'revoke', 'expire'));
UPDATE outbox SET payload = jsonb_set(payload, '{template}', '\"registration_passed_on\"') WHERE payload ->> 'template' = 'registration_forwarded';
";
