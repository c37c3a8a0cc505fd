//! What a doctor wishes for, and how much each wish counts.

use crate::institution::{Specialty, terms};
use crate::money::Yen;
use crate::opening::{Benefit, Engagement, PAY_MAX, PayUnit};
use crate::region::{PREFECTURES, prefecture};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::EnumCount;

terms! {
    /// How much a wish counts. A wish that does not matter is not there.
    Weight {
        /// 必須
        Must = "必須", "Must";
        /// あればよい
        GoodToHave = "あればよい", "Good to have";
    }
}

terms! {
    /// What a wish is about, in the order of the form: the place, the work, duty, pay, what is offered, training.
    WishKind {
        /// Where the institution is.
        Prefectures = "都道府県", "Prefecture";
        /// Whether the institution stands in a designated area.
        PriorityArea = "重点区域", "Priority support area";
        /// Specialties sought.
        Specialties = "診療科", "Specialty";
        /// How the doctor is engaged.
        Engagements = "勤務の形", "Engagement";
        /// Half-days a week.
        HalfDays = "1週間の勤務", "Half-days a week";
        /// The first day of work is not before a day.
        StartsFrom = "勤務の開始日（いつから）", "First day of work, from";
        /// The first day of work is on a day or before.
        StartsBy = "勤務の開始日（いつまで）", "First day of work, by";
        /// Night duties a month.
        NightDuties = "宿直", "Night duties";
        /// Day duties on days off a month.
        DayDuties = "日直", "Day duties on days off";
        /// Days on call a month.
        OnCall = "オンコール", "Days on call";
        /// Whether all duty is permitted as such.
        DutyPermit = "宿日直許可", "Permission of duty";
        /// The pay.
        Pay = "給与", "Pay";
        /// Something that is offered besides pay.
        Benefit = "用意があるもの", "Offered";
        /// Guidance and consultation.
        Guidance = "指導・相談", "Guidance";
        /// Working hours arranged for the training programme.
        ProgrammeSupport = "総合医育成プログラムの受講支援", "Support for the training programme";
        /// Hours a week kept free for the training programme.
        ProgrammeHours = "総合医育成プログラムの時間", "Hours for the training programme";
    }
}

/// The least pay of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayFloor {
    /// What the pay is for.
    pub unit: PayUnit,
    /// Yen that the highest stated pay must reach.
    pub yen: Yen,
}

/// A wish with its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wish {
    /// The institution is in one of these prefectures.
    Prefectures {
        /// Codes of two digits.
        any_of: Vec<String>,
    },
    /// The institution stands in a designated priority support area.
    PriorityArea {},
    /// One of these specialties is sought.
    Specialties {
        /// Specialties.
        any_of: Vec<Specialty>,
    },
    /// The doctor is engaged in one of these ways.
    Engagements {
        /// Engagements.
        any_of: Vec<Engagement>,
    },
    /// No more half-days a week than this.
    HalfDays {
        /// Half-days, 1 to 14.
        at_most: i32,
    },
    /// Work begins on this day or later.
    StartsFrom {
        /// The first day that will do.
        day: NaiveDate,
    },
    /// Work begins on this day or earlier.
    StartsBy {
        /// The last day that will do.
        day: NaiveDate,
    },
    /// No more night duties a month than this.
    NightDuties {
        /// Night duties, 0 to 31.
        at_most: i32,
    },
    /// No more day duties a month than this.
    DayDuties {
        /// Day duties, 0 to 31.
        at_most: i32,
    },
    /// No more days on call a month than this.
    OnCall {
        /// Days on call, 0 to 31.
        at_most: i32,
    },
    /// All night and day duty is permitted as such.
    DutyPermit {},
    /// The pay reaches the amount wanted for its unit. Amounts of different units are not compared.
    Pay {
        /// An amount for each unit that will do, each unit at most once.
        at_least: Vec<PayFloor>,
    },
    /// This is offered.
    Benefit {
        /// What is offered.
        benefit: Benefit,
    },
    /// Guidance and consultation are offered as the doctor wishes.
    Guidance {},
    /// Working hours are arranged for the training programme.
    ProgrammeSupport {},
    /// At least so many hours a week are kept free for the training programme.
    ProgrammeHours {
        /// Hours, 1 to 40.
        at_least: i32,
    },
}

/// What there is one wish of at most: a kind, or one thing that is offered.
pub type WishKey = (WishKind, Option<Benefit>);

impl Wish {
    /// What it is about.
    #[must_use]
    pub fn kind(&self) -> WishKind {
        match self {
            Wish::Prefectures { .. } => WishKind::Prefectures,
            Wish::PriorityArea {} => WishKind::PriorityArea,
            Wish::Specialties { .. } => WishKind::Specialties,
            Wish::Engagements { .. } => WishKind::Engagements,
            Wish::HalfDays { .. } => WishKind::HalfDays,
            Wish::StartsFrom { .. } => WishKind::StartsFrom,
            Wish::StartsBy { .. } => WishKind::StartsBy,
            Wish::NightDuties { .. } => WishKind::NightDuties,
            Wish::DayDuties { .. } => WishKind::DayDuties,
            Wish::OnCall { .. } => WishKind::OnCall,
            Wish::DutyPermit {} => WishKind::DutyPermit,
            Wish::Pay { .. } => WishKind::Pay,
            Wish::Benefit { .. } => WishKind::Benefit,
            Wish::Guidance {} => WishKind::Guidance,
            Wish::ProgrammeSupport {} => WishKind::ProgrammeSupport,
            Wish::ProgrammeHours { .. } => WishKind::ProgrammeHours,
        }
    }

    /// What there is one of at most, in the order of the form.
    #[must_use]
    pub fn key(&self) -> WishKey {
        let benefit = if let Wish::Benefit { benefit } = self { Some(*benefit) } else { None };
        (self.kind(), benefit)
    }

    fn check(&self, v: &mut Violations) {
        match self {
            Wish::Prefectures { any_of } => {
                v.required_list("any_of", any_of, PREFECTURES.len());
                v.require("any_of", any_of.iter().all(|code| prefecture(code).is_some()), FieldCode::UnknownValue);
            }
            Wish::Specialties { any_of } => v.required_list("any_of", any_of, Specialty::COUNT),
            Wish::Engagements { any_of } => v.required_list("any_of", any_of, Engagement::COUNT),
            Wish::HalfDays { at_most } => v.range("at_most", i64::from(*at_most), 1, 14),
            Wish::StartsFrom { day } | Wish::StartsBy { day } => v.day("day", *day),
            Wish::NightDuties { at_most } | Wish::DayDuties { at_most } | Wish::OnCall { at_most } => {
                v.range("at_most", i64::from(*at_most), 0, 31);
            }
            Wish::Pay { at_least } => {
                v.required_list("at_least", at_least, PayUnit::COUNT);
                for (i, floor) in at_least.iter().enumerate() {
                    v.range(&format!("at_least/{i}/yen"), floor.yen.0, 1, PAY_MAX.0);
                    let again = at_least[..i].iter().any(|earlier| earlier.unit == floor.unit);
                    v.require(&format!("at_least/{i}/unit"), !again, FieldCode::Duplicate);
                }
            }
            Wish::ProgrammeHours { at_least } => v.range("at_least", i64::from(*at_least), 1, 40),
            Wish::PriorityArea {} | Wish::DutyPermit {} | Wish::Benefit { .. } | Wish::Guidance {} | Wish::ProgrammeSupport {} => {}
        }
    }

    fn normalized(mut self) -> Self {
        fn in_order<T: Ord>(values: &mut Vec<T>) {
            values.sort_unstable();
            values.dedup();
        }
        match &mut self {
            Wish::Prefectures { any_of } => in_order(any_of),
            Wish::Specialties { any_of } => in_order(any_of),
            Wish::Engagements { any_of } => in_order(any_of),
            Wish::Pay { at_least } => in_order(at_least),
            _ => {}
        }
        self
    }
}

/// A wish and how much it counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeightedWish {
    /// How much it counts.
    pub weight: Weight,
    /// What is wanted.
    pub wish: Wish,
}

/// Everything that a doctor wishes for. Of each kind there is one wish at most; of what is offered, one for each thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Wishes {
    /// The wishes.
    #[serde(default)]
    pub wishes: Vec<WeightedWish>,
}

impl Wishes {
    /// The form in which they are stored: in the order of the form, each list in the order of its vocabulary and without repetition.
    #[must_use]
    pub fn normalized(self) -> Self {
        let mut wishes: Vec<_> =
            self.wishes.into_iter().map(|one| WeightedWish { weight: one.weight, wish: one.wish.normalized() }).collect();
        wishes.sort_by_key(|one| one.wish.key());
        Wishes { wishes }
    }

    /// The wish of a kind, or of one thing that is offered.
    #[must_use]
    pub fn get(&self, key: WishKey) -> Option<&WeightedWish> {
        self.wishes.iter().find(|one| one.wish.key() == key)
    }
}

impl Validate for Wishes {
    fn check(&self, v: &mut Violations) {
        let mut seen = BTreeSet::new();
        let mut from = None;
        for one in &self.wishes {
            if let Wish::StartsFrom { day } = one.wish {
                from = Some(day);
            }
        }
        for (i, one) in self.wishes.iter().enumerate() {
            v.nested(&format!("wishes/{i}/wish"), |v| {
                v.require("kind", seen.insert(one.wish.key()), FieldCode::Duplicate);
                one.wish.check(v);
                if let (Wish::StartsBy { day }, Some(from)) = (&one.wish, from) {
                    v.require("day", from <= *day, FieldCode::EndsBeforeStart);
                }
            });
        }
    }
}

/// A doctor's wishes as they were saved. Their ETag is their version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedWishes {
    /// The saved wishes.
    #[serde(flatten)]
    pub wishes: Wishes,
    /// Rises with each save.
    pub version: i32,
    /// Last save.
    pub updated_at: DateTime<Utc>,
}
