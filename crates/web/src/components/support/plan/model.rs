//! The plan as a form and as an address: every value is a text under a name, and an address has the same names.

use chrono::NaiveDate;
use domain::institution::InstitutionKind;
use domain::money::Yen;
use domain::number::{amount, day, whole_number};
use domain::problem::{FieldCode, FieldError};
use domain::subsidy::{Component, Plan, SchemeCode};
use domain::validate::{Validate, Violations};

/// Every name, in the order of the form. Those of a scheme stand behind its own, which says whether it is planned.
pub const FIELDS: [&str; 26] = [
    "kind",
    "opening",
    "prefecture",
    "on",
    "facility",
    "beds",
    "housing",
    "construction",
    "facility_cost",
    "equipment",
    "sites",
    "equipment_cost",
    "settlement",
    "days",
    "settlement_cost",
    "environment",
    "environment_construction",
    "environment_cost",
    "substitute",
    "duties",
    "duties_per",
    "substitute_cost",
    "dispatch",
    "dispatch_days",
    "new_dispatch",
    "dispatch_cost",
];
/// Planned without any number of its own.
pub const ALLOWANCE: &str = "allowance";
/// The schemes that can be planned, with their names in the form.
pub const SCHEMES: [(SchemeCode, &str); 7] = [
    (SchemeCode::ClinicFacility, "facility"),
    (SchemeCode::ClinicEquipment, "equipment"),
    (SchemeCode::ClinicSettlement, "settlement"),
    (SchemeCode::WorkEnvironment, "environment"),
    (SchemeCode::SubstituteDoctor, "substitute"),
    (SchemeCode::DispatchingInstitution, "dispatch"),
    (SchemeCode::DoctorsAllowance, ALLOWANCE),
];

/// What the form says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typed {
    /// The components that can be reckoned with.
    pub plan: Option<Plan>,
    /// The day whose rules apply; absent when it is no day.
    pub on: Option<NaiveDate>,
    /// Planned schemes that still wait for a number.
    pub waiting: Vec<SchemeCode>,
    /// Planned schemes that count days or duties and have none of them.
    pub without: Vec<SchemeCode>,
    /// Names with what is wrong there.
    pub wrong: Vec<(&'static str, FieldError)>,
}

/// What a text says by its reader; nothing when blank.
fn read_as<T>(text: &str, reader: fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if text.trim().is_empty() { Ok(None) } else { reader(text).map(Some).ok_or(()) }
}

/// Duties in a year from what was typed.
pub fn duties_a_year(text: &str, per: &str) -> Option<i64> {
    let count = whole_number(text)?;
    if per == "year" { Some(count) } else { count.checked_mul(12) }
}

fn wrong(code: FieldCode) -> FieldError {
    FieldError { pointer: String::new(), code, params: serde_json::Value::Null }
}

/// What was typed wrong, and the schemes that cannot be reckoned with for it.
struct Reading<'a> {
    value: &'a dyn Fn(&str) -> String,
    typed: Typed,
}

impl Reading<'_> {
    fn on(&self, name: &str) -> bool {
        (self.value)(name) == "true"
    }

    fn wrong(&mut self, name: &'static str, code: FieldCode) {
        self.typed.wrong.push((name, wrong(code)));
    }

    /// A number that the scheme cannot do without.
    fn count(&mut self, scheme: SchemeCode, name: &'static str, times: i64) -> Option<i32> {
        match read_as(&(self.value)(name), whole_number) {
            Ok(Some(count)) => {
                if count == 0 && matches!(name, "days" | "duties" | "dispatch_days") {
                    self.typed.without.push(scheme);
                }
                let bounded = count.saturating_mul(times).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
                i32::try_from(bounded).ok()
            }
            Ok(None) => {
                self.typed.waiting.push(scheme);
                None
            }
            Err(()) => {
                self.wrong(name, FieldCode::NotANumber);
                None
            }
        }
    }

    /// `None` when it is wrong, else the cost, if there is one.
    fn cost(&mut self, name: &'static str) -> Option<Option<Yen>> {
        let cost = read_as(&(self.value)(name), amount);
        if cost.is_err() {
            self.wrong(name, FieldCode::NotAnAmount);
        }
        cost.ok()
    }

    fn component(&mut self, scheme: SchemeCode) -> Option<Component> {
        let value = self.value;
        match scheme {
            SchemeCode::ClinicFacility => {
                let beds = if value("beds").trim().is_empty() { Some(0) } else { self.count(scheme, "beds", 1) };
                let cost_yen = self.cost("facility_cost");
                let (attached_housing, construction) = (self.on("housing"), value("construction").parse().ok());
                Some(Component::ClinicFacility { beds: beds?, attached_housing, construction, cost_yen: cost_yen? })
            }
            SchemeCode::ClinicEquipment => {
                let sites = if value("sites").trim().is_empty() { Some(1) } else { self.count(scheme, "sites", 1) };
                let cost_yen = self.cost("equipment_cost");
                Some(Component::ClinicEquipment { sites: sites?, cost_yen: cost_yen? })
            }
            SchemeCode::ClinicSettlement => {
                let (days, cost_yen) = (self.count(scheme, "days", 1), self.cost("settlement_cost"));
                Some(Component::ClinicSettlement { days: days?, cost_yen: cost_yen? })
            }
            SchemeCode::WorkEnvironment => {
                let cost_yen = self.cost("environment_cost");
                let Ok(construction) = value("environment_construction").parse() else {
                    self.typed.waiting.push(scheme);
                    return None;
                };
                Some(Component::WorkEnvironment { construction, cost_yen: cost_yen? })
            }
            SchemeCode::SubstituteDoctor => {
                let times = if value("duties_per") == "year" { 1 } else { 12 };
                let (duties, cost_yen) = (self.count(scheme, "duties", times), self.cost("substitute_cost"));
                Some(Component::SubstituteDoctor { duties: duties?, cost_yen: cost_yen? })
            }
            SchemeCode::DispatchingInstitution => {
                let (days, cost_yen) = (self.count(scheme, "dispatch_days", 1), self.cost("dispatch_cost"));
                Some(Component::DispatchingInstitution { days: days?, new_dispatch: self.on("new_dispatch"), cost_yen: cost_yen? })
            }
            SchemeCode::DoctorsAllowance => Some(Component::DoctorsAllowance {}),
            // These go to the bodies that run them; no institution plans them.
            SchemeCode::WideAreaMatching | SchemeCode::RecurrentEducation => None,
        }
    }
}

/// Reads the form. What is wrong or missing is said and left out; the rest is reckoned with meanwhile.
pub fn read(value: &dyn Fn(&str) -> String) -> Typed {
    let mut reading = Reading { value, typed: Typed::default() };
    let mut components = Vec::new();
    for (scheme, name) in SCHEMES {
        if reading.on(name) {
            components.extend(reading.component(scheme));
        }
    }
    let mut typed = reading.typed;
    typed.on = day(&value("on"));
    if typed.on.is_none() {
        typed.wrong.push(("on", wrong(FieldCode::NotADay)));
    }
    components.retain(|component| {
        let errors = component.validate().err().map(Violations::into_errors).unwrap_or_default();
        let is_right = errors.is_empty();
        typed.wrong.extend(errors.into_iter().filter_map(|error| Some((field(component.scheme(), &error.pointer)?, error))));
        is_right
    });
    let prefecture = value("prefecture");
    typed.plan = (!components.is_empty()).then(|| Plan {
        prefecture_code: domain::region::prefecture(&prefecture).map(|known| known.code.to_owned()),
        institution_kind: value("kind").parse().unwrap_or(InstitutionKind::Clinic),
        opening: value("opening").parse().ok(),
        components,
    });
    typed
}

/// The texts that a plan reads from: the other way round of [`read`].
pub fn written(plan: &Plan) -> Vec<(&'static str, String)> {
    let flag = |on: bool| if on { "true" } else { "" }.to_owned();
    let mut texts = vec![
        ("kind", plan.institution_kind.code().to_owned()),
        ("opening", plan.opening.map(|opening| opening.code().to_owned()).unwrap_or_default()),
        ("prefecture", plan.prefecture_code.clone().unwrap_or_default()),
    ];
    for component in &plan.components {
        let scheme = component.scheme();
        texts.extend(SCHEMES.iter().filter(|(known, _)| *known == scheme).map(|(_, name)| (*name, flag(true))));
        match component {
            Component::ClinicFacility { beds, attached_housing, construction, .. } => texts.extend([
                ("beds", beds.to_string()),
                ("housing", flag(*attached_housing)),
                ("construction", construction.map(|one| one.code().to_owned()).unwrap_or_default()),
            ]),
            Component::ClinicEquipment { sites, .. } => texts.push(("sites", sites.to_string())),
            Component::ClinicSettlement { days, .. } => texts.push(("days", days.to_string())),
            Component::WorkEnvironment { construction, .. } => texts.push(("environment_construction", construction.code().to_owned())),
            Component::SubstituteDoctor { duties, .. } => {
                texts.extend([("duties", duties.to_string()), ("duties_per", "year".to_owned())]);
            }
            Component::DispatchingInstitution { days, new_dispatch, .. } => {
                texts.extend([("dispatch_days", days.to_string()), ("new_dispatch", flag(*new_dispatch))]);
            }
            Component::DoctorsAllowance {} => {}
        }
        if let (Some(cost), Some(name)) = (component.cost_yen(), field(scheme, "/cost_yen")) {
            texts.push((name, cost.to_string()));
        }
    }
    texts
}

/// The name in the form of what a violation of a component points at.
fn field(scheme: SchemeCode, pointer: &str) -> Option<&'static str> {
    Some(match (scheme, pointer.trim_start_matches('/')) {
        (SchemeCode::ClinicFacility, "beds") => "beds",
        (SchemeCode::ClinicFacility, "cost_yen") => "facility_cost",
        (SchemeCode::ClinicEquipment, "sites") => "sites",
        (SchemeCode::ClinicEquipment, "cost_yen") => "equipment_cost",
        (SchemeCode::ClinicSettlement, "days") => "days",
        (SchemeCode::ClinicSettlement, "cost_yen") => "settlement_cost",
        (SchemeCode::WorkEnvironment, "cost_yen") => "environment_cost",
        (SchemeCode::SubstituteDoctor, "duties") => "duties",
        (SchemeCode::SubstituteDoctor, "cost_yen") => "substitute_cost",
        (SchemeCode::DispatchingInstitution, "days") => "dispatch_days",
        (SchemeCode::DispatchingInstitution, "cost_yen") => "dispatch_cost",
        _ => return None,
    })
}

/// The values that an address needs: those of planned schemes, and what holds for all.
pub fn pairs(value: &dyn Fn(&str) -> String) -> Vec<(&'static str, Option<String>)> {
    let mut pairs = Vec::new();
    let mut planned = true;
    for name in FIELDS.into_iter().chain([ALLOWANCE]) {
        if SCHEMES.iter().any(|(_, scheme)| *scheme == name) {
            planned = value(name) == "true";
        }
        let text = value(name);
        if planned && text != "false" {
            pairs.push((name, Some(text)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let mut values: BTreeMap<&str, &str> = BTreeMap::from([("kind", "clinic"), ("on", "2026-04-01")]);
        values.extend(pairs.iter().copied());
        read(&|name| values.get(name).copied().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_is_no_amount_is_told_at_its_field() {
        let typed = typed(&[
            ("equipment", "true"),
            ("equipment_cost", "千八百万くらい"),
            ("settlement", "true"),
            ("days", "百二十日"),
            ("settlement_cost", "千八百万"),
        ]);
        assert_eq!(
            typed.wrong.iter().map(|(name, error)| (*name, error.code)).collect::<Vec<_>>(),
            [("equipment_cost", FieldCode::NotAnAmount)]
        );
        assert_eq!(typed.plan.unwrap().components, [Component::ClinicSettlement { days: 120, cost_yen: Some(Yen(18_000_000)) }]);
    }

    #[test]
    fn nothing_counted_is_pointed_out_and_reckoned_with() {
        let typed = typed(&[
            ("settlement", "true"),
            ("days", "0"),
            ("substitute", "true"),
            ("duties", "０回"),
            ("facility", "true"),
            ("beds", "0"),
        ]);
        assert_eq!(typed.without, [SchemeCode::ClinicSettlement, SchemeCode::SubstituteDoctor]);
        assert_eq!(typed.plan.unwrap().components.len(), 3);
    }

    #[test]
    fn duties_a_month_are_twelve_times_as_many_a_year() {
        let a_month = typed(&[("substitute", "true"), ("duties", "2")]);
        let a_year = typed(&[("substitute", "true"), ("duties", "24"), ("duties_per", "year")]);
        assert_eq!(a_month, a_year);
        assert_eq!(a_month.plan.unwrap().components, [Component::SubstituteDoctor { duties: 24, cost_yen: None }]);
    }

    #[test]
    fn a_plan_is_written_as_it_is_read() {
        let plan = typed(&[
            ("opening", "succession"),
            ("facility", "true"),
            ("beds", "3"),
            ("construction", "wood"),
            ("facility_cost", "4,500万円"),
            ("settlement", "true"),
            ("days", "100"),
            ("substitute", "true"),
            ("duties", "2"),
            ("environment", "true"),
            ("environment_construction", "block"),
            ("dispatch", "true"),
            ("dispatch_days", "12"),
            ("new_dispatch", "true"),
            ("allowance", "true"),
        ])
        .plan
        .unwrap();
        let mut texts: BTreeMap<&str, String> = written(&plan).into_iter().collect();
        texts.insert("on", "2026-04-01".to_owned());
        assert_eq!(read(&|name| texts.get(name).cloned().unwrap_or_default()).plan.unwrap(), plan);
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_is_reckoned_with() {
        let typed = typed(&[
            ("settlement", "true"),
            ("days", "367"),
            ("equipment", "true"),
            ("equipment_cost", "1,800万"),
            ("environment", "true"),
        ]);
        assert_eq!(typed.wrong.iter().map(|(name, error)| (*name, error.code)).collect::<Vec<_>>(), [("days", FieldCode::OutOfRange)]);
        assert_eq!(typed.waiting, [SchemeCode::WorkEnvironment]);
        assert_eq!(typed.plan.unwrap().components, [Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_000_000)) }]);
    }

    #[test]
    fn an_address_has_the_planned_schemes_only() {
        let values = BTreeMap::from([("kind", "clinic"), ("facility", "false"), ("beds", "3"), ("settlement", "true"), ("days", "21")]);
        let pairs = pairs(&|name| values.get(name).copied().unwrap_or_default().to_owned());
        let named: Vec<_> = pairs.iter().filter(|(_, value)| value.as_deref() != Some("")).map(|(name, _)| *name).collect();
        assert_eq!(named, ["kind", "settlement", "days"]);
    }
}
