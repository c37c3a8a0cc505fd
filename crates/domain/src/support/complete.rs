//! What an application needs before it can be submitted.

use crate::subsidy::{Plan, SchemeCode};
use crate::validate::{FieldCode, Violations};

/// Finds what an application lacks before it can be submitted: why, and the cost of each component. The doctor's allowance has none.
pub fn check_complete(plan: &Plan, purpose: &str, v: &mut Violations) {
    v.required_text("purpose", purpose, 4000);
    for (n, component) in plan.components.iter().enumerate() {
        let needed = component.scheme() != SchemeCode::DoctorsAllowance;
        v.require(&format!("plan/components/{n}/cost_yen"), !needed || component.cost_yen().is_some(), FieldCode::Required);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::institution::InstitutionKind;
    use crate::money::Yen;
    use crate::subsidy::Component;

    #[test]
    fn what_is_submitted_says_why_and_what_it_costs() {
        let mut plan = Plan {
            prefecture_code: None,
            institution_kind: InstitutionKind::Clinic,
            opening: None,
            components: vec![
                Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(1)) },
                Component::ClinicSettlement { days: 100, cost_yen: None },
                Component::DoctorsAllowance {},
            ],
        };
        let missing = |plan: &Plan, purpose: &str| {
            let mut violations = Violations::default();
            check_complete(plan, purpose, &mut violations);
            violations.into_errors().into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        assert_eq!(missing(&plan, " "), ["/purpose", "/plan/components/1/cost_yen"]);
        plan.components[1] = Component::ClinicSettlement { days: 100, cost_yen: Some(Yen::ZERO) };
        assert_eq!(missing(&plan, "地域の外来を続けます。"), Vec::<String>::new());
    }
}
