//! A rule as a form: every value is a text under the JSON pointer that a violation names.

use crate::components::support::source_texts;
use crate::state::Reading;
use domain::locale::Bilingual;
use domain::money::{Rate, Rounding};
use domain::problem::FieldCode;
use domain::subsidy::{
    AreaTier, Base, BudgetStage, Determined, ExpectedStart, NewRule, Rates, RuleTerms, SchemeCode, ServiceUnit, SubsidyRule, UnitPrices,
};

/// Rows for standard areas; the document knows three.
pub const TIERS: usize = 5;
/// What a part is called that a document gives, and one that it does not.
pub const KNOWN: &str = "known";
/// See [`KNOWN`].
pub const UNDETERMINED: &str = "undetermined";

/// The kinds of base amounts that fit a scheme: a plan for it says what they count.
pub fn base_kinds(scheme: SchemeCode) -> &'static [&'static str] {
    use SchemeCode as S;
    match scheme {
        S::ClinicFacility | S::WorkEnvironment => &["floor_area", "undetermined"],
        S::ClinicEquipment => &["per_site", "undetermined"],
        S::ClinicSettlement | S::DispatchingInstitution => &["settlement", "per_unit", "undetermined"],
        S::SubstituteDoctor => &["per_unit", "undetermined"],
        S::WideAreaMatching | S::RecurrentEducation => &["fixed_amount", "undetermined"],
        S::DoctorsAllowance => &["undetermined"],
    }
}

/// Reads the form. What is wrong is noted and stood in for.
pub fn read(reading: &mut Reading) -> NewRule {
    let expected_start = reading.on("/expected").then(|| ExpectedStart {
        opens_on: reading.some_day("/expected_start/opens_on"),
        fiscal_year: reading.some_year("/expected_start/fiscal_year", 2025),
        no_later_than: reading.some_day("/expected_start/no_later_than"),
        reason: reading.bilingual("/expected_start/reason"),
    });
    NewRule {
        scheme: reading.value("/scheme", SchemeCode::ClinicFacility),
        fiscal_year: reading.year("/fiscal_year", 2025),
        budget_stage: reading.value("/budget_stage", BudgetStage::Request),
        terms: RuleTerms {
            base: base(reading),
            rates: rates(reading),
            rounding: reading.value("/terms/rounding", Rounding::DownToThousand),
            conditions: reading.list("/terms/conditions"),
        },
        budget_yen: reading.some_yen("/budget_yen"),
        source: reading.source("/source"),
        valid_from: reading.day("/valid_from"),
        valid_until: reading.some_day("/valid_until"),
        note: reading.bilingual("/note"),
        expected_start,
    }
}

fn base(reading: &mut Reading) -> Base {
    match reading.text("/terms/base/kind").as_str() {
        "floor_area" => Base::FloorArea {
            tiers: tiers(reading),
            attached_housing_m2: reading.some_number("/terms/base/attached_housing_m2", 1),
            unit_prices: unit_prices(reading),
        },
        "per_site" => Base::PerSite { per_site_yen: reading.yen("/terms/base/per_site_yen") },
        "settlement" => Base::Settlement {
            max_days: reading.number("/terms/base/max_days", 1),
            fixed_yen: reading.yen("/terms/base/fixed_yen"),
            per_day_yen: reading.yen("/terms/base/per_day_yen"),
            beyond: reading.bilingual("/terms/base/beyond"),
        },
        "per_unit" => Base::PerUnit {
            unit: reading.value("/terms/base/unit", ServiceUnit::Day),
            per_unit_yen: reading.yen("/terms/base/per_unit_yen"),
        },
        "fixed_amount" => Base::FixedAmount { recipient: reading.bilingual("/terms/base/recipient") },
        "undetermined" => Base::Undetermined { reason: reading.bilingual("/terms/base/reason") },
        _ => {
            reading.wrong("/terms/base/kind", FieldCode::Required);
            Base::Undetermined { reason: Bilingual::new("-", "-") }
        }
    }
}

fn tier_path(n: usize, field: &str) -> String {
    String::from("/terms/base/tiers/") + &n.to_string() + "/" + field
}

/// Rows up to the last one that says something.
fn tiers(reading: &mut Reading) -> Vec<AreaTier> {
    let said = |n: &usize| ["beds_up_to", "square_metres"].iter().any(|field| reading.some(&tier_path(*n, field)).is_some());
    let last = (0..TIERS).rev().find(said).unwrap_or(0);
    (0..=last)
        .map(|n| AreaTier {
            beds_up_to: reading.some_number(&tier_path(n, "beds_up_to"), 0),
            square_metres: reading.number(&tier_path(n, "square_metres"), 1),
        })
        .collect()
}

fn unit_prices(reading: &mut Reading) -> Determined<UnitPrices> {
    if reading.text("/terms/base/unit_prices/state") == KNOWN {
        let value = UnitPrices {
            reinforced_concrete_yen: reading.yen("/terms/base/unit_prices/value/reinforced_concrete_yen"),
            block_yen: reading.yen("/terms/base/unit_prices/value/block_yen"),
            wood_yen: reading.yen("/terms/base/unit_prices/value/wood_yen"),
        };
        return Determined::Known { value };
    }
    Determined::Undetermined { reason: reading.bilingual("/terms/base/unit_prices/reason") }
}

fn rates(reading: &mut Reading) -> Determined<Rates> {
    if reading.text("/terms/rates/state") == KNOWN {
        let value = Rates {
            national: reading.rate("/terms/rates/value/national"),
            prefecture: reading.rate("/terms/rates/value/prefecture"),
            operator: reading.rate("/terms/rates/value/operator"),
            insurers: reading.rate("/terms/rates/value/insurers"),
        };
        return Determined::Known { value };
    }
    Determined::Undetermined { reason: reading.bilingual("/terms/rates/reason") }
}

/// Where the form shows what a violation points at: the sum of the shares is said at the first of them.
pub fn shown_at(pointer: &str) -> String {
    match pointer {
        "/terms/rates/value" => "/terms/rates/value/national".to_owned(),
        _ => pointer.to_owned(),
    }
}

/// The texts of a rule.
pub fn written(rule: &SubsidyRule) -> Vec<(String, String)> {
    let mut texts = Texts(Vec::new());
    texts.put("/scheme", rule.scheme.code());
    texts.put("/fiscal_year", rule.fiscal_year);
    texts.put("/budget_stage", rule.budget_stage.code());
    texts.some("/budget_yen", rule.budget_yen);
    write_base(&mut texts, &rule.terms.base);
    match &rule.terms.rates {
        Determined::Known { value } => {
            texts.put("/terms/rates/state", KNOWN);
            let parts = [
                ("national", value.national),
                ("prefecture", value.prefecture),
                ("operator", value.operator),
                ("insurers", value.insurers),
            ];
            for (name, rate) in parts {
                texts.put(&(String::from("/terms/rates/value/") + name), fraction(rate));
            }
        }
        Determined::Undetermined { reason } => {
            texts.put("/terms/rates/state", UNDETERMINED);
            texts.bilingual("/terms/rates/reason", reason);
        }
    }
    texts.put("/terms/rounding", rule.terms.rounding.code());
    let conditions: Vec<&str> = rule.terms.conditions.iter().map(|condition| condition.code()).collect();
    texts.put("/terms/conditions", conditions.join(","));
    for (name, text) in source_texts(&rule.source) {
        texts.put(&(String::from("/source/") + name), text);
    }
    texts.put("/valid_from", rule.valid_from);
    texts.some("/valid_until", rule.valid_until);
    texts.bilingual("/note", &rule.note);
    if let Some(start) = &rule.expected_start {
        texts.put("/expected", "true");
        texts.some("/expected_start/opens_on", start.opens_on);
        texts.some("/expected_start/fiscal_year", start.fiscal_year);
        texts.some("/expected_start/no_later_than", start.no_later_than);
        texts.bilingual("/expected_start/reason", &start.reason);
    }
    texts.0
}

fn write_base(texts: &mut Texts, base: &Base) {
    let kind = match base {
        Base::FloorArea { tiers, attached_housing_m2, unit_prices } => {
            for (n, tier) in tiers.iter().enumerate() {
                texts.some(&tier_path(n, "beds_up_to"), tier.beds_up_to);
                texts.put(&tier_path(n, "square_metres"), tier.square_metres);
            }
            texts.some("/terms/base/attached_housing_m2", *attached_housing_m2);
            match unit_prices {
                Determined::Known { value } => {
                    texts.put("/terms/base/unit_prices/state", KNOWN);
                    texts.put("/terms/base/unit_prices/value/reinforced_concrete_yen", value.reinforced_concrete_yen);
                    texts.put("/terms/base/unit_prices/value/block_yen", value.block_yen);
                    texts.put("/terms/base/unit_prices/value/wood_yen", value.wood_yen);
                }
                Determined::Undetermined { reason } => {
                    texts.put("/terms/base/unit_prices/state", UNDETERMINED);
                    texts.bilingual("/terms/base/unit_prices/reason", reason);
                }
            }
            "floor_area"
        }
        Base::PerSite { per_site_yen } => {
            texts.put("/terms/base/per_site_yen", per_site_yen);
            "per_site"
        }
        Base::Settlement { max_days, fixed_yen, per_day_yen, beyond } => {
            texts.put("/terms/base/max_days", max_days);
            texts.put("/terms/base/fixed_yen", fixed_yen);
            texts.put("/terms/base/per_day_yen", per_day_yen);
            texts.bilingual("/terms/base/beyond", beyond);
            "settlement"
        }
        Base::PerUnit { unit, per_unit_yen } => {
            texts.put("/terms/base/unit", unit.code());
            texts.put("/terms/base/per_unit_yen", per_unit_yen);
            "per_unit"
        }
        Base::FixedAmount { recipient } => {
            texts.bilingual("/terms/base/recipient", recipient);
            "fixed_amount"
        }
        Base::Undetermined { reason } => {
            texts.bilingual("/terms/base/reason", reason);
            "undetermined"
        }
    };
    texts.put("/terms/base/kind", kind);
}

/// A rate as it is typed.
fn fraction(rate: Rate) -> String {
    match rate.denominator() {
        1 => rate.numerator().to_string(),
        below => rate.numerator().to_string() + "/" + &below.to_string(),
    }
}

struct Texts(Vec<(String, String)>);

impl Texts {
    fn put(&mut self, path: &str, value: impl ToString) {
        self.0.push((path.to_owned(), value.to_string()));
    }

    fn some(&mut self, path: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.put(path, value);
        }
    }

    fn bilingual(&mut self, path: &str, text: &Bilingual) {
        self.put(&(path.to_owned() + "/ja"), &text.ja);
        self.put(&(path.to_owned() + "/en"), &text.en);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::SubsidyRuleId;
    use domain::problem::FieldError;
    use domain::subsidy::official_rules;
    use std::collections::BTreeMap;
    use strum::IntoEnumIterator;

    fn read_back(texts: Vec<(String, String)>) -> (NewRule, Vec<FieldError>) {
        let texts: BTreeMap<String, String> = texts.into_iter().collect();
        let text = |path: &str| texts.get(path).cloned().unwrap_or_default();
        let mut reading = Reading::new(&text);
        let rule = read(&mut reading);
        let errors = reading.errors(&rule);
        (rule, errors)
    }

    #[test]
    fn every_official_rule_survives_the_form() {
        for rule in official_rules() {
            let written = written(&rule.clone().into_rule(SubsidyRuleId(uuid::Uuid::nil()), 1));
            assert_eq!(read_back(written), (rule, Vec::new()));
        }
    }

    #[test]
    fn the_kinds_of_a_scheme_are_those_that_the_domain_takes() {
        for scheme in SchemeCode::iter() {
            for kind in ["floor_area", "per_site", "settlement", "per_unit", "fixed_amount", "undetermined"] {
                let units: &[&str] = if kind == "per_unit" { &["day", "duty"] } else { &[""] };
                let fits = units.iter().any(|unit| {
                    let pairs = [("/scheme", scheme.code()), ("/terms/base/kind", kind), ("/terms/base/unit", unit)];
                    let (_, errors) = read_back(pairs.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec());
                    !errors.iter().any(|error| error.pointer == "/terms/base/kind")
                });
                assert_eq!(fits, base_kinds(scheme).contains(&kind), "{scheme} {kind}");
            }
        }
    }

    #[test]
    fn an_empty_form_says_all_that_is_missing() {
        let (_, errors) = read_back(Vec::new());
        let at: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        for pointer in ["/scheme", "/fiscal_year", "/budget_stage", "/terms/base/kind", "/terms/rounding", "/valid_from", "/source/title"] {
            assert!(at.contains(&pointer), "{pointer} in {at:?}");
        }
    }
}
