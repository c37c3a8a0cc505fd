//! The rules as the council's document gives them, so that the product works before anybody has typed one.
//!
//! Figures, wording and stages are those of the document; where it is silent the rule is undetermined and says what is missing.

use super::{
    AreaTier, Base, BudgetStage, Condition, Determined, ExpectedStart, NewRule, Rates, RuleTerms, SchemeCode, ServiceUnit, UnitPrices,
};
use crate::locale::Bilingual;
use crate::money::{Rate, Rounding, Yen};
use crate::source::Source;
use chrono::NaiveDate;

/// The document's title as it stands on its first page.
const TITLE: &str = "資料2 総合的な対策パッケージの具体的な取組";

/// The pages of the document, by their headings.
mod page {
    pub const CLINIC: &str = "重点医師偏在対策支援区域における診療所の承継・開業支援事業";
    pub const WORK_ENVIRONMENT: &str = "重点医師偏在対策支援区域における医師の勤務・生活環境改善のための施設整備事業";
    pub const SUBSTITUTE: &str = "重点医師偏在対策支援区域における医師の勤務・生活環境改善のための代替医師確保支援事業";
    pub const DISPATCH: &str = "重点医師偏在対策支援区域の医療機関に医師派遣する派遣元医療機関支援事業";
    pub const ALLOWANCE: &str = "重点医師偏在対策支援区域の医師への手当増額支援に係る今後の進め方について（改正法 令和7年法律第87号）";
    pub const MATCHING: &str = "医師偏在是正に向けた広域マッチング事業";
    pub const EDUCATION: &str = "総合的な診療能力を持つ医師養成の推進事業";
}

/// 国1/3 都道府県1/6 事業者1/2
const HALF: Rates = Rates::shared(rate(1, 3), rate(1, 6), rate(1, 2));
/// 国4/9 都道府県2/9 事業者1/3
const TWO_THIRDS: Rates = Rates::shared(rate(4, 9), rate(2, 9), rate(1, 3));
/// 国1/2 都道府県1/4 事業者1/4
const THREE_QUARTERS: Rates = Rates::shared(rate(1, 2), rate(1, 4), rate(1, 4));
/// 保険者10/10
const ALL_BY_INSURERS: Rates = Rates { national: Rate::ZERO, prefecture: Rate::ZERO, operator: Rate::ZERO, insurers: Rate::ONE };
/// 定額（10/10相当）
const ALL_BY_THE_NATION: Rates = Rates::shared(Rate::ONE, Rate::ZERO, Rate::ZERO);

/// Every rule that the document gives, in the order of the schemes and, within a scheme, of their validity.
#[must_use]
pub fn official_rules() -> Vec<NewRule> {
    let mut rules = Vec::with_capacity(12);
    for clinic in [facility, equipment, settlement] {
        rules.extend([clinic(first_year()), clinic(second_year())]);
    }
    rules.extend([work_environment(), substitute(), dispatch(), allowance(), matching(), education()]);
    rules
}

/// What the three clinic schemes share in a year.
struct ClinicYear {
    fiscal_year: i32,
    budget_stage: BudgetStage,
    budget_yen: Yen,
    note: Bilingual,
}

fn first_year() -> ClinicYear {
    ClinicYear {
        fiscal_year: 2025,
        budget_stage: BudgetStage::Supplementary,
        budget_yen: Yen(10_200_000_000),
        note: Bilingual::new(
            "令和6年度補正予算額 102億円（3事業の合計）。緊急的に先行して予算措置され、令和7年度に事業実施。補助基準額等は、令和8年度概算要求とともに同じ頁に示されているもの。",
            "Supplementary budget of fiscal 2024, ¥10.2 billion for the three schemes together; budgeted ahead as a matter of urgency and carried out in fiscal 2025. Base amounts are those of the page that also gives the request for fiscal 2026.",
        ),
    }
}

fn second_year() -> ClinicYear {
    ClinicYear {
        fiscal_year: 2026,
        budget_stage: BudgetStage::Request,
        budget_yen: Yen(2_000_000_000),
        note: Bilingual::new(
            "令和8年度概算要求額 20億円（3事業の合計）。予算の成立は、この資料では確認できません。",
            "Budget request for fiscal 2026, ¥2 billion for the three schemes together. The document does not say that the budget was passed.",
        ),
    }
}

fn clinic(scheme: SchemeCode, year: ClinicYear, section: &str, base: Base, rates: Rates, extra: &[Condition]) -> NewRule {
    let mut conditions = vec![
        Condition::OpenInFiscalYear,
        Condition::DesignatedArea,
        Condition::BothCouncilsAgreed,
        Condition::InCorrectionPlan,
        Condition::ClinicOnly,
        Condition::SuccessionOrOpening,
    ];
    conditions.extend_from_slice(extra);
    conditions.push(Condition::WithinBudget);
    let (valid_from, valid_until) = fiscal_year(year.fiscal_year);
    NewRule {
        scheme,
        fiscal_year: year.fiscal_year,
        budget_stage: year.budget_stage,
        terms: RuleTerms { base, rates: Determined::Known { value: rates }, rounding: Rounding::DownToThousand, conditions },
        budget_yen: Some(year.budget_yen),
        source: source(&format!("{} 3 補助基準額等 {section}", page::CLINIC)),
        valid_from,
        valid_until,
        note: year.note,
        expected_start: None,
    }
}

fn facility(year: ClinicYear) -> NewRule {
    let base = Base::FloorArea {
        tiers: vec![
            AreaTier { beds_up_to: Some(0), square_metres: 160 },
            AreaTier { beds_up_to: Some(5), square_metres: 240 },
            AreaTier { beds_up_to: None, square_metres: 760 },
        ],
        attached_housing_m2: Some(80),
        unit_prices: Determined::Undetermined {
            reason: Bilingual::new(
                "基準面積に乗じる単価が資料に示されていないため、基準額は未定です。",
                "The document gives the standard area but no unit price, so the base amount is undetermined.",
            ),
        },
    };
    clinic(SchemeCode::ClinicFacility, year, "①施設整備事業", base, HALF, &[])
}

fn equipment(year: ClinicYear) -> NewRule {
    let base = Base::PerSite { per_site_yen: Yen(16_500_000) };
    clinic(SchemeCode::ClinicEquipment, year, "②設備整備事業", base, HALF, &[])
}

fn settlement(year: ClinicYear) -> NewRule {
    let base = Base::Settlement {
        max_days: 129,
        fixed_yen: Yen(6_200_000),
        per_day_yen: Yen(71_000),
        beyond: Bilingual::new(
            "診療日数が129日を超える場合の基準額は、資料に「等」とあるのみで示されていないため、未定です。",
            "For more than 129 days of practice the document only says “and so on” (等), so the base amount is undetermined.",
        ),
    };
    clinic(SchemeCode::ClinicSettlement, year, "③地域への定着支援事業", base, TWO_THIRDS, &[Condition::DaysActuallyPractised])
}

fn work_environment() -> NewRule {
    let (valid_from, valid_until) = fiscal_year(2026);
    let base = Base::FloorArea {
        tiers: vec![AreaTier { beds_up_to: None, square_metres: 80 }],
        attached_housing_m2: None,
        unit_prices: Determined::Known {
            value: UnitPrices { reinforced_concrete_yen: Yen(484_000), block_yen: Yen(214_000), wood_yen: Yen(355_000) },
        },
    };
    NewRule {
        scheme: SchemeCode::WorkEnvironment,
        fiscal_year: 2026,
        budget_stage: BudgetStage::Supplementary,
        terms: shared(
            base,
            HALF,
            &[
                Condition::OpenInFiscalYear,
                Condition::DesignatedArea,
                Condition::BothCouncilsAgreed,
                Condition::InCorrectionPlan,
                Condition::DutyAndStaffRooms,
                Condition::WithinBudget,
            ],
        ),
        budget_yen: Some(Yen(1_410_000_000)),
        source: source(&format!("{} 3 補助基準額等", page::WORK_ENVIRONMENT)),
        valid_from,
        valid_until,
        note: Bilingual::new(
            "令和7年度補正予算額 14.1億円。令和8年度より事業開始・詳細未定。",
            "Supplementary budget of fiscal 2025, ¥1.41 billion. Starts in fiscal 2026; details are still open.",
        ),
        expected_start: None,
    }
}

fn substitute() -> NewRule {
    let (valid_from, valid_until) = fiscal_year(2026);
    NewRule {
        scheme: SchemeCode::SubstituteDoctor,
        fiscal_year: 2026,
        budget_stage: BudgetStage::DraftBudget,
        terms: shared(
            Base::PerUnit { unit: ServiceUnit::Duty, per_unit_yen: Yen(60_000) },
            HALF,
            &[
                Condition::OpenInFiscalYear,
                Condition::DesignatedArea,
                Condition::BothCouncilsAgreed,
                Condition::WeekendAndHolidayDuty,
                Condition::WithinBudget,
            ],
        ),
        budget_yen: Some(Yen(530_000_000)),
        source: source(&format!("{} 4 補助基準額等", page::SUBSTITUTE)),
        valid_from,
        valid_until,
        note: Bilingual::new(
            "令和8年度当初予算案 5.3億円。延日数は日直・宿直の数。",
            "Draft budget of fiscal 2026, ¥530 million. Day and night duties are counted.",
        ),
        expected_start: None,
    }
}

fn dispatch() -> NewRule {
    let (valid_from, valid_until) = fiscal_year(2026);
    NewRule {
        scheme: SchemeCode::DispatchingInstitution,
        fiscal_year: 2026,
        budget_stage: BudgetStage::DraftBudget,
        terms: shared(
            Base::PerUnit { unit: ServiceUnit::Day, per_unit_yen: Yen(61_000) },
            THREE_QUARTERS,
            &[
                Condition::OpenInFiscalYear,
                Condition::DispatchToDesignatedArea,
                Condition::BothCouncilsAgreed,
                Condition::NewDispatchOnly,
                Condition::WithinBudget,
            ],
        ),
        budget_yen: Some(Yen(460_000_000)),
        source: source(&format!("{} 4 補助基準額等", page::DISPATCH)),
        valid_from,
        valid_until,
        note: Bilingual::new(
            "令和8年度当初予算案 4.6億円。特定機能病院からの医師派遣とは別に、中核病院等から新たに派遣する場合。事業者は派遣元医療機関。",
            "Draft budget of fiscal 2026, ¥460 million. For new dispatches from core hospitals and the like, apart from those of special function hospitals. The operator is the dispatching institution.",
        ),
        expected_start: None,
    }
}

fn allowance() -> NewRule {
    let base = Base::Undetermined {
        reason: Bilingual::new(
            "支援対象医師の要件、医師手当増額の補助基準額、支援期間等の詳細は、令和8年度以降に国から都道府県に示すこととされており、未定です。",
            "Which doctors, which base amount and for how long: the nation is to tell the prefectures from fiscal 2026 on. Undetermined.",
        ),
    };
    let conditions = [Condition::OpenInFiscalYear, Condition::DesignatedArea, Condition::BothCouncilsAgreed, Condition::WithinBudget];
    NewRule {
        scheme: SchemeCode::DoctorsAllowance,
        fiscal_year: 2028,
        budget_stage: BudgetStage::Enacted,
        terms: shared(base, ALL_BY_INSURERS, &conditions),
        budget_yen: None,
        source: source(page::ALLOWANCE),
        // The part of the law that lets a medical plan name the areas is in force from this day; the allowance itself starts later.
        valid_from: fiscal_year(2026).0,
        valid_until: None,
        note: Bilingual::new(
            "成立しているのは法律（令和7年法律第87号）で、事業費の総額は示されていません。実施主体は都道府県、財源は保険者からの拠出金（10/10）で、医療情報基盤・診療報酬審査支払機構が徴収します。",
            "What is enacted is the law (Act No. 87 of 2025); no total is given. Prefectures run it; insurers contribute all of it (10/10), collected by the organization for medical information and fee review and payment.",
        ),
        expected_start: Some(ExpectedStart {
            opens_on: None,
            fiscal_year: Some(2028),
            no_later_than: Some(ALLOWANCE_STARTS_BY),
            reason: Bilingual::new(
                "まだ始まっていません。改正法の「公布後3年以内に政令で定める日」（令和10年12月11日まで）に施行され、開始は令和10年度中となる見込みです。補助基準額等は未定です。",
                "Not started. The law takes effect on a day set by cabinet order within three years of its promulgation (by 11 December 2028); the start is expected within fiscal 2028. Amounts are undetermined.",
            ),
        }),
    }
}

fn matching() -> NewRule {
    NewRule {
        scheme: SchemeCode::WideAreaMatching,
        fiscal_year: 2025,
        budget_stage: BudgetStage::Supplementary,
        terms: shared(
            Base::FixedAmount { recipient: Bilingual::new("事業を行う民間団体等", "the private body that runs the scheme") },
            ALL_BY_THE_NATION,
            &[],
        ),
        budget_yen: Some(Yen(200_000_000)),
        source: source(&format!("{} 3 実施主体等", page::MATCHING)),
        // The budget's fiscal year; the document names no end.
        valid_from: fiscal_year(2025).0,
        valid_until: None,
        note: Bilingual::new(
            "令和7年度補正予算額 2.0億円（令和6年度補正予算額 1.6億円）。補助率は定額（10/10相当）、実施主体は民間団体等。",
            "Supplementary budget of fiscal 2025, ¥200 million (that of fiscal 2024: ¥160 million). A fixed amount (equal to 10/10) to private bodies.",
        ),
        expected_start: None,
    }
}

fn education() -> NewRule {
    let (valid_from, valid_until) = fiscal_year(2026);
    let rates = Determined::Undetermined {
        reason: Bilingual::new(
            "補助率は「定額」とのみ示され、負担の割合は示されていません。",
            "The document only says “a fixed amount” (定額) and gives no shares.",
        ),
    };
    NewRule {
        scheme: SchemeCode::RecurrentEducation,
        fiscal_year: 2026,
        budget_stage: BudgetStage::Request,
        terms: RuleTerms {
            base: Base::FixedAmount {
                recipient: Bilingual::new("大学、病院団体、関係学会等", "universities, hospital associations and learned societies"),
            },
            rates,
            rounding: Rounding::DownToThousand,
            conditions: Vec::new(),
        },
        budget_yen: Some(Yen(560_000_000)),
        source: source(&format!("{} 3 実施主体等", page::EDUCATION)),
        valid_from,
        valid_until,
        note: Bilingual::new(
            "令和8年度概算要求額 5.6億円（前年度当初予算額 4.5億円、令和6年度補正予算額 1.1億円）。総合診療医センターの設置と、リカレント教育の全国推進事業。",
            "Budget request for fiscal 2026, ¥560 million (initial budget of the year before: ¥450 million; supplementary budget of fiscal 2024: ¥110 million). Centres for general practice, and recurrent education throughout the country.",
        ),
        expected_start: None,
    }
}

fn shared(base: Base, rates: Rates, conditions: &[Condition]) -> RuleTerms {
    RuleTerms { base, rates: Determined::Known { value: rates }, rounding: Rounding::DownToThousand, conditions: conditions.to_vec() }
}

fn source(section: &str) -> Source {
    Source { title: TITLE.to_owned(), section: section.to_owned(), url: None }
}

fn fiscal_year(year: i32) -> (NaiveDate, Option<NaiveDate>) {
    crate::time::fiscal_year_period(year).map_or((NaiveDate::MIN, None), |period| (period.from, period.until))
}

/// 令和10年12月11日
const ALLOWANCE_STARTS_BY: NaiveDate = match NaiveDate::from_ymd_opt(2028, 12, 11) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A rate of the document. Used for constants only, so a denominator of 0 does not compile.
const fn rate(numerator: u32, denominator: u32) -> Rate {
    match Rate::new(numerator, denominator) {
        Some(rate) => rate,
        None => panic!("over nothing"),
    }
}
