//! Wishes beside an opening.

use super::{InstitutionFacts, OpeningFacts, PayFloor, StatedTerms, Weight, WeightedWish, Wish, Wishes};
use crate::institution::{Specialty, terms};
use crate::money::Yen;
use crate::opening::{Benefit, DutyPermit, Engagement, OpeningSummary, PayUnit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

terms! {
    /// How a wish and an opening go together.
    Verdict {
        /// What is stated is what is wanted.
        Met = "合致", "Met";
        /// What is stated is something else.
        NotMet = "合わない", "Not met";
        /// The opening does not say: it can be asked.
        NotStated = "記載なし", "Not stated";
    }
}

/// What an opening or its institution states about a wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stated {
    /// Where the institution is.
    Prefecture {
        /// Two digits.
        code: String,
    },
    /// Whether the institution stands in a designated priority support area.
    PriorityArea {
        /// Whether it does.
        holds: bool,
    },
    /// Specialties sought.
    Specialties {
        /// All of them.
        specialties: Vec<Specialty>,
    },
    /// How the doctor is engaged.
    Engagement {
        /// The engagement.
        engagement: Engagement,
    },
    /// Half-days a week.
    HalfDays {
        /// How many.
        count: i32,
    },
    /// The first day of work.
    StartsOn {
        /// The day.
        day: NaiveDate,
    },
    /// The first day of work is agreed with the doctor, so it can be any.
    StartByAgreement {},
    /// Night duties a month.
    NightDuties {
        /// How many.
        count: i32,
    },
    /// Day duties a month.
    DayDuties {
        /// How many.
        count: i32,
    },
    /// Days on call a month.
    OnCall {
        /// How many.
        count: i32,
    },
    /// Whether duty is permitted as such.
    DutyPermit {
        /// The permission.
        permit: DutyPermit,
    },
    /// There is neither night nor day duty, so there is nothing to permit.
    NoDuty {},
    /// The pay. One of the amounts is there.
    Pay {
        /// What it is for; absent where an amount stands without it.
        unit: Option<PayUnit>,
        /// Pay from.
        from: Option<Yen>,
        /// Pay to.
        to: Option<Yen>,
    },
    /// Whether something is offered.
    Benefit {
        /// What it is.
        benefit: Benefit,
        /// Whether it is offered.
        offered: bool,
    },
    /// Whether guidance is offered.
    Guidance {
        /// Whether it is.
        holds: bool,
    },
    /// Whether working hours are arranged for the training programme.
    ProgrammeSupport {
        /// Whether they are.
        holds: bool,
    },
    /// Hours a week for the training programme.
    ProgrammeHours {
        /// How many.
        count: i32,
    },
}

/// A wish, what the opening states about it, and how the two go together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WishVerdict {
    /// How much the wish counts.
    pub weight: Weight,
    /// What is wanted.
    pub wanted: Wish,
    /// How the two go together.
    pub verdict: Verdict,
    /// What is stated; absent exactly if the verdict is `not_stated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Stated>,
}

/// What is to be said about an opening and a doctor's wishes: a verdict for each wish, in the order of the wishes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The verdicts.
    pub verdicts: Vec<WishVerdict>,
}

/// An opening in the list of what suits a doctor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningMatch {
    /// The opening.
    pub opening: OpeningSummary,
    /// How it goes together with the doctor's wishes.
    pub explanation: Explanation,
}

/// How many wishes of one weight have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Wishes that are met.
    pub met: u32,
    /// Wishes that are not.
    pub not_met: u32,
    /// Wishes that nothing is stated about.
    pub not_stated: u32,
}

impl Count {
    /// All wishes of the weight.
    #[must_use]
    pub fn total(self) -> u32 {
        self.met + self.not_met + self.not_stated
    }
}

/// How many wishes of each weight have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of what must be.
    pub musts: Count,
    /// Of what is good to have.
    pub good_to_have: Count,
}

impl Explanation {
    /// Counts the verdicts.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for one in &self.verdicts {
            let count = match one.weight {
                Weight::Must => &mut tally.musts,
                Weight::GoodToHave => &mut tally.good_to_have,
            };
            match one.verdict {
                Verdict::Met => count.met += 1,
                Verdict::NotMet => count.not_met += 1,
                Verdict::NotStated => count.not_stated += 1,
            }
        }
        tally
    }

    /// The wishes that nothing is stated about: what to ask.
    pub fn not_stated(&self) -> impl Iterator<Item = &WishVerdict> {
        self.verdicts.iter().filter(|one| one.verdict == Verdict::NotStated)
    }
}

/// Holds wishes beside an opening.
#[must_use]
pub fn explain(wishes: &Wishes, opening: &OpeningFacts) -> Explanation {
    Explanation { verdicts: wishes.wishes.iter().map(|one| verdict(one, opening)).collect() }
}

fn verdict(one: &WeightedWish, opening: &OpeningFacts) -> WishVerdict {
    let (verdict, stated) = match judge(&one.wish, &opening.terms, &opening.institution) {
        Some((true, stated)) => (Verdict::Met, Some(stated)),
        Some((false, stated)) => (Verdict::NotMet, Some(stated)),
        None => (Verdict::NotStated, None),
    };
    WishVerdict { weight: one.weight, wanted: one.wish.clone(), verdict, stated }
}

/// What is stated about a wish and whether it is what is wanted; `None` if nothing is stated.
fn judge(wish: &Wish, terms: &StatedTerms, institution: &InstitutionFacts) -> Option<(bool, Stated)> {
    Some(match wish {
        Wish::Prefectures { any_of } => {
            let code = Some(&institution.prefecture_code).filter(|code| !code.is_empty())?;
            (any_of.contains(code), Stated::Prefecture { code: code.clone() })
        }
        Wish::PriorityArea {} => {
            let holds = institution.in_priority_area?;
            (holds, Stated::PriorityArea { holds })
        }
        Wish::Specialties { any_of } => {
            let specialties = Some(&terms.specialties).filter(|sought| !sought.is_empty())?;
            (any_of.iter().any(|one| specialties.contains(one)), Stated::Specialties { specialties: specialties.clone() })
        }
        Wish::Engagements { any_of } => {
            let engagement = terms.engagement?;
            (any_of.contains(&engagement), Stated::Engagement { engagement })
        }
        Wish::HalfDays { at_most } => at_most_of(*at_most, terms.half_days_per_week, |count| Stated::HalfDays { count })?,
        Wish::StartsFrom { day } => start(terms, |first| first >= *day),
        Wish::StartsBy { day } => start(terms, |first| first <= *day),
        Wish::NightDuties { at_most } => at_most_of(*at_most, terms.night_duties_per_month, |count| Stated::NightDuties { count })?,
        Wish::DayDuties { at_most } => at_most_of(*at_most, terms.day_duties_per_month, |count| Stated::DayDuties { count })?,
        Wish::OnCall { at_most } => at_most_of(*at_most, terms.on_call_per_month, |count| Stated::OnCall { count })?,
        Wish::DutyPermit {} if terms.has_no_duty() => (true, Stated::NoDuty {}),
        Wish::DutyPermit {} => {
            let permit = terms.duty_permit?;
            (permit == DutyPermit::All, Stated::DutyPermit { permit })
        }
        Wish::Pay { at_least } => pay(at_least, terms)?,
        Wish::Benefit { benefit } => {
            let offered = terms.offers(*benefit)?;
            (offered, Stated::Benefit { benefit: *benefit, offered })
        }
        Wish::Guidance {} => {
            let holds = institution.guidance_offered?;
            (holds, Stated::Guidance { holds })
        }
        Wish::ProgrammeSupport {} => {
            let holds = institution.programme_supported?;
            (holds, Stated::ProgrammeSupport { holds })
        }
        Wish::ProgrammeHours { at_least } => {
            let count = terms.programme_hours_per_week?;
            (count >= *at_least, Stated::ProgrammeHours { count })
        }
    })
}

fn at_most_of(at_most: i32, stated: Option<i32>, value: impl FnOnce(i32) -> Stated) -> Option<(bool, Stated)> {
    stated.map(|count| (count <= at_most, value(count)))
}

/// An opening without a first day says that it is by agreement, as the filter of the list takes it.
fn start(terms: &StatedTerms, will_do: impl FnOnce(NaiveDate) -> bool) -> (bool, Stated) {
    match terms.starts_on {
        Some(day) => (will_do(day), Stated::StartsOn { day }),
        None => (true, Stated::StartByAgreement {}),
    }
}

/// The highest stated pay beside the amount wanted for its unit. Pay of a unit that no amount is wanted for does not meet the wish.
fn pay(at_least: &[PayFloor], terms: &StatedTerms) -> Option<(bool, Stated)> {
    let highest = terms.pay_to.max(terms.pay_from)?;
    let floor = at_least.iter().find(|floor| Some(floor.unit) == terms.pay_unit);
    let stated = Stated::Pay { unit: terms.pay_unit, from: terms.pay_from, to: terms.pay_to };
    Some((floor.is_some_and(|floor| highest >= floor.yen), stated))
}

impl StatedTerms {
    /// Whether something is offered; `None` if it is not stated.
    fn offers(&self, benefit: Benefit) -> Option<bool> {
        if self.offered.contains(&benefit) {
            Some(true)
        } else if self.not_offered.contains(&benefit) {
            Some(false)
        } else {
            None
        }
    }

    fn has_no_duty(&self) -> bool {
        (self.night_duties_per_month, self.day_duties_per_month) == (Some(0), Some(0))
    }
}
