//! Applications for support go on after the report: report checked or returned, amount fixed, claimed, paid. They have numbers.

crate::sql_migration!([UP], DOWN);

const UP: &str = "
ALTER TABLE support_application
    ADD COLUMN reference_number text CONSTRAINT support_application_reference_number_key UNIQUE,
    ADD COLUMN fixing jsonb,
    ADD COLUMN claim jsonb,
    ADD COLUMN payment jsonb,
    DROP CONSTRAINT support_application_status_check,
    DROP CONSTRAINT support_application_decision_check,
    DROP CONSTRAINT support_application_report_check,
    ADD CONSTRAINT support_application_status_check CHECK (status IN
        ('draft', 'submitted', 'returned', 'checked', 'proposed', 'selected', 'not_selected', 'applied', 'decided', 'reported',
         'report_returned', 'report_checked', 'fixed', 'claimed', 'paid', 'withdrawn')),
    ADD CONSTRAINT support_application_decision_check CHECK (decision IS NOT NULL OR status NOT IN
        ('decided', 'reported', 'report_returned', 'report_checked', 'fixed', 'claimed', 'paid')),
    ADD CONSTRAINT support_application_report_check CHECK (report IS NOT NULL OR status NOT IN
        ('reported', 'report_returned', 'report_checked', 'fixed', 'claimed', 'paid')),
    ADD CONSTRAINT support_application_fixing_check CHECK ((fixing IS NOT NULL) = (status IN ('fixed', 'claimed', 'paid'))),
    ADD CONSTRAINT support_application_claim_check CHECK ((claim IS NOT NULL) = (status IN ('claimed', 'paid'))),
    ADD CONSTRAINT support_application_payment_check CHECK ((payment IS NOT NULL) = (status = 'paid'));

DROP INDEX support_application_institution_id_fiscal_year_key;
CREATE UNIQUE INDEX support_application_institution_id_fiscal_year_key ON support_application (institution_id, fiscal_year)
    WHERE status NOT IN ('not_selected', 'reported', 'report_returned', 'report_checked', 'fixed', 'claimed', 'paid', 'withdrawn');

ALTER TABLE support_application_step
    DROP CONSTRAINT support_application_step_event_check,
    ADD CONSTRAINT support_application_step_event_check CHECK (event IN
        ('submit', 'return', 'check', 'propose', 'select', 'turn_down', 'apply', 'decide', 'report', 'return_report', 'check_report', 'fix',
         'claim', 'withdraw_claim', 'pay', 'undo', 'withdraw'));

-- The last number given in a prefecture and fiscal year: numbers are never given twice.
CREATE TABLE support_application_number (
    prefecture_code text NOT NULL CONSTRAINT support_application_number_prefecture_code_fkey REFERENCES prefecture (code),
    fiscal_year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (prefecture_code, fiscal_year)
);
-- What was submitted before, in the order in which it was begun.
UPDATE support_application a SET reference_number = n.prefecture_code || '-' || n.fiscal_year || '-' || lpad(n.number::text, 4, '0')
FROM (
    SELECT id, prefecture_code, fiscal_year, row_number() OVER (PARTITION BY prefecture_code, fiscal_year ORDER BY id) AS number
    FROM support_application WHERE statement IS NOT NULL
) n WHERE n.id = a.id;
INSERT INTO support_application_number (prefecture_code, fiscal_year, last)
    SELECT prefecture_code, fiscal_year, count(*) FROM support_application WHERE statement IS NOT NULL GROUP BY prefecture_code, fiscal_year;
ALTER TABLE support_application
    ADD CONSTRAINT support_application_reference_number_check CHECK ((reference_number IS NULL) = (statement IS NULL));
";

const DOWN: &str = "
UPDATE support_application SET status = 'reported', fixing = NULL, claim = NULL, payment = NULL
    WHERE status IN ('report_returned', 'report_checked', 'fixed', 'claimed', 'paid');
ALTER TABLE support_application_step DROP CONSTRAINT support_application_step_event_check;
DELETE FROM support_application_step
    WHERE event IN ('return_report', 'check_report', 'fix', 'claim', 'withdraw_claim', 'pay', 'undo');
ALTER TABLE support_application_step
    ADD CONSTRAINT support_application_step_event_check CHECK (event IN
        ('submit', 'return', 'check', 'propose', 'select', 'turn_down', 'apply', 'decide', 'report', 'withdraw'));
DROP TABLE support_application_number;
DROP INDEX support_application_institution_id_fiscal_year_key;
CREATE UNIQUE INDEX support_application_institution_id_fiscal_year_key ON support_application (institution_id, fiscal_year)
    WHERE status NOT IN ('not_selected', 'reported', 'withdrawn');
ALTER TABLE support_application
    DROP COLUMN reference_number,
    DROP COLUMN fixing,
    DROP COLUMN claim,
    DROP COLUMN payment,
    DROP CONSTRAINT support_application_status_check,
    DROP CONSTRAINT support_application_decision_check,
    DROP CONSTRAINT support_application_report_check,
    ADD CONSTRAINT support_application_status_check CHECK (status IN
        ('draft', 'submitted', 'returned', 'checked', 'proposed', 'selected', 'not_selected', 'applied', 'decided', 'reported', 'withdrawn')),
    ADD CONSTRAINT support_application_decision_check CHECK (decision IS NOT NULL OR status NOT IN ('decided', 'reported')),
    ADD CONSTRAINT support_application_report_check CHECK (report IS NOT NULL OR status <> 'reported');
";
