//! A step or an outcome as a sentence, the same in the browser, in a printed statement and in an inquiry.

use super::ServiceUnit;
use super::statement::{Outcome, Shares, Step};
use crate::locale::Locale;
use crate::money::{Rate, Yen};
use crate::unicode;

impl Step {
    /// The step for people, with all its numbers.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        match locale {
            Locale::Ja => self.japanese(),
            Locale::En => self.english(),
        }
    }

    fn japanese(&self) -> String {
        let yen = |amount: Yen| amount.label(Locale::Ja);
        match *self {
            Step::StandardArea { beds, practice_m2, housing_m2, total_m2 } => {
                let place = match beds {
                    Some(0) => "診療部門（無床）".to_owned(),
                    Some(beds) => format!("診療部門（有床{beds}床）"),
                    None => String::new(),
                };
                if housing_m2 == 0 {
                    format!("基準面積：{place}{total_m2}㎡")
                } else {
                    format!("基準面積：{place}{practice_m2}㎡ + 医師・看護師住宅{housing_m2}㎡ = {total_m2}㎡")
                }
            }
            Step::AreaTimesPrice { square_metres, construction, unit_price_yen, base_yen } => {
                format!("基準額：{square_metres}㎡ × {}（{}） = {}", yen(unit_price_yen), construction.label(Locale::Ja), yen(base_yen))
            }
            Step::SitesTimesAmount { per_site_yen, sites, base_yen } => {
                let together = if sites > 1 { SITES_TOGETHER.0 } else { "" };
                format!("基準額：{} × {sites}か所 = {}{together}", yen(per_site_yen), yen(base_yen))
            }
            Step::FixedPlusDays { fixed_yen, per_day_yen, days, base_yen } => {
                format!("基準額：{} + {} × {days}日 = {}", yen(fixed_yen), yen(per_day_yen), yen(base_yen))
            }
            Step::UnitsTimesAmount { unit, per_unit_yen, count, base_yen } => {
                format!("基準額：{} × {count}{} = {}", yen(per_unit_yen), unit.label(Locale::Ja), yen(base_yen))
            }
            Step::WorkedAtBase { base_yen } => {
                format!("対象経費の記入がないため、基準額の{}まで経費がかかるものとして計算しています。", yen(base_yen))
            }
            Step::CostWithinBase { cost_yen, base_yen } => {
                format!("対象経費{}は基準額{}以内のため、全額が補助の対象です。", yen(cost_yen), yen(base_yen))
            }
            Step::CostAboveBase { cost_yen, base_yen, beyond_base_yen } => format!(
                "対象経費{}は基準額を超えるため、基準額の{}までが補助の対象です。超える{}は医療機関（事業者）の負担です。",
                yen(cost_yen),
                yen(base_yen),
                yen(beyond_base_yen)
            ),
            Step::Subsidy { eligible_yen, national, prefecture, insurers, combined, rounding, subsidy_yen } => {
                let parts = parts(national, prefecture, insurers, Locale::Ja);
                let rounding = rounding.label(Locale::Ja);
                format!("補助額：{} × {combined}（{parts}） = {}（{rounding}）", yen(eligible_yen), yen(subsidy_yen))
            }
            Step::Split { shares, eligible_yen } => format!("負担：{} = {}", payers(&shares, Locale::Ja), yen(eligible_yen)),
        }
    }

    fn english(&self) -> String {
        let yen = |amount: Yen| amount.label(Locale::En);
        match *self {
            Step::StandardArea { beds, practice_m2, housing_m2, total_m2 } => {
                let place = match beds {
                    Some(0) => " for a practice without beds".to_owned(),
                    Some(1) => " for a practice with 1 bed".to_owned(),
                    Some(beds) => format!(" for a practice with {beds} beds"),
                    None => String::new(),
                };
                if housing_m2 == 0 {
                    format!("Standard area{place}: {total_m2} m²")
                } else {
                    format!("Standard area{place}: {practice_m2} m² + {housing_m2} m² for staff housing = {total_m2} m²")
                }
            }
            Step::AreaTimesPrice { square_metres, construction, unit_price_yen, base_yen } => format!(
                "Base amount: {square_metres} m² × {} ({}) = {}",
                yen(unit_price_yen),
                unicode::lowercase(construction.label(Locale::En)),
                yen(base_yen)
            ),
            Step::SitesTimesAmount { per_site_yen, sites, base_yen } => {
                let together = if sites > 1 { SITES_TOGETHER.1 } else { "" };
                format!("Base amount: {} × {sites} {} = {}{together}", yen(per_site_yen), plural(sites, "site", "sites"), yen(base_yen))
            }
            Step::FixedPlusDays { fixed_yen, per_day_yen, days, base_yen } => format!(
                "Base amount: {} + {} × {days} {} = {}",
                yen(fixed_yen),
                yen(per_day_yen),
                plural(days, "day", "days"),
                yen(base_yen)
            ),
            Step::UnitsTimesAmount { unit, per_unit_yen, count, base_yen } => {
                let unit = match unit {
                    ServiceUnit::Duty => plural(count, "duty", "duties"),
                    ServiceUnit::Day => plural(count, "day", "days"),
                };
                format!("Base amount: {} × {count} {unit} = {}", yen(per_unit_yen), yen(base_yen))
            }
            Step::WorkedAtBase { base_yen } => {
                format!("No cost is given: it is taken to reach the base amount of {}.", yen(base_yen))
            }
            Step::CostWithinBase { cost_yen, base_yen } => {
                format!("The cost of {} is within the base amount of {}: all of it is eligible.", yen(cost_yen), yen(base_yen))
            }
            Step::CostAboveBase { cost_yen, base_yen, beyond_base_yen } => format!(
                "The cost of {} is above the base amount: {} of it is eligible, and the institution (operator) bears the {} above it.",
                yen(cost_yen),
                yen(base_yen),
                yen(beyond_base_yen)
            ),
            Step::Subsidy { eligible_yen, national, prefecture, insurers, combined, rounding, subsidy_yen } => {
                let parts = parts(national, prefecture, insurers, Locale::En);
                let rounding = unicode::lowercase(rounding.label(Locale::En));
                format!("Subsidy: {} × {combined} ({parts}) = {} ({rounding})", yen(eligible_yen), yen(subsidy_yen))
            }
            Step::Split { shares, eligible_yen } => format!("Who pays: {} = {}", payers(&shares, Locale::En), yen(eligible_yen)),
        }
    }
}

impl Outcome {
    /// What came of it, in a word or two.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &'static str {
        match self {
            Outcome::Determined { .. } => locale.pick("補助額を計算できます", "Can be worked out"),
            Outcome::Undetermined { .. } => locale.pick("未定", "Undetermined"),
            Outcome::NotOpen { .. } => locale.pick("実施されていません", "Not open"),
            Outcome::NotEligible { .. } => locale.pick("対象外", "Not eligible"),
        }
    }

    /// The answer in one sentence: the amount, or why there is none.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Outcome::Determined { subsidy_yen, .. } => {
                let amount = subsidy_yen.label(locale);
                match locale {
                    Locale::Ja => format!("補助額は{amount}です。"),
                    Locale::En => format!("The subsidy is {amount}."),
                }
            }
            Outcome::Undetermined { reason, .. } | Outcome::NotOpen { reason, .. } => reason.text(locale).to_owned(),
            Outcome::NotEligible { conditions } => {
                let (open, close, between) = match locale {
                    Locale::Ja => ("次の要件を満たしていません：", "。", "、"),
                    Locale::En => ("Not met: ", ".", "; "),
                };
                let unmet: Vec<&str> = conditions.iter().map(|condition| condition.label(locale)).collect();
                format!("{open}{}{close}", unmet.join(between))
            }
        }
    }
}

/// How the sites of one plan are taken: the ministry's general rules compare and cut per institution, and a plan is one institution's.
const SITES_TOGETHER: (&str, &str) = (
    "（計画は1医療機関のものなので、経費は全か所の合計で基準額と比べ、端数は医療機関ごとに1回だけ処理します）",
    " (a plan is one institution's: the cost of all its sites is compared together, and the subsidy is rounded once per institution)",
);

/// The names of those who pay, in the order of the documents.
const PAYERS: [(&str, &str); 4] =
    [("国", "national government"), ("都道府県", "prefecture"), ("保険者", "insurers"), ("医療機関（事業者）", "institution (operator)")];

fn parts(national: Rate, prefecture: Rate, insurers: Rate, locale: Locale) -> String {
    let parts = [national, prefecture, insurers].into_iter().zip(PAYERS).filter(|(rate, _)| !rate.is_zero());
    parts.map(|(rate, (ja, en))| format!("{} {rate}", locale.pick(ja, en))).collect::<Vec<_>>().join(" + ")
}

/// Nation, prefecture and operator always; insurers where they pay.
fn payers(shares: &Shares, locale: Locale) -> String {
    let all = [shares.national_yen, shares.prefecture_yen, shares.insurers_yen, shares.operator_yen].into_iter().zip(PAYERS);
    let shown = all.filter(|(amount, (_, en))| *en != "insurers" || *amount > Yen::ZERO);
    shown.map(|(amount, (ja, en))| format!("{} {}", locale.pick(ja, en), amount.label(locale))).collect::<Vec<_>>().join(" + ")
}

fn plural<'a>(count: i32, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
