//! Wishes, what is stated about them and what comes of both in words, the same for the page and for whoever reads the API.

use super::{Count, Explanation, PayFloor, Stated, Verdict, Weight, Wish, WishVerdict};
use crate::locale::Locale;
use crate::money::Yen;
use crate::opening::{DutyPermit, PayUnit};
use crate::region::prefecture_label;
use crate::time::day_text;

impl Wish {
    /// What it is about: the kind, or the thing that is offered.
    #[must_use]
    pub fn subject(&self, locale: Locale) -> &'static str {
        match self {
            Wish::Benefit { benefit } => benefit.label(locale),
            other => other.kind().label(locale),
        }
    }

    /// What is wanted, such as 月4回まで or `At most 4 a month`.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Wish::Prefectures { any_of } => one_of(any_of.iter().map(|code| prefecture_label(code, locale)), locale),
            Wish::Specialties { any_of } => one_of(any_of.iter().map(|one| one.label(locale)), locale),
            Wish::Engagements { any_of } => one_of(any_of.iter().map(|one| one.label(locale)), locale),
            Wish::PriorityArea {} => inside(true, locale).to_owned(),
            Wish::HalfDays { at_most } => at_most_text(*at_most, Per::HalfDaysPerWeek, locale),
            Wish::StartsFrom { day } => match locale {
                Locale::Ja => format!("{}以降", day_text(*day, locale)),
                Locale::En => format!("On {} or later", day_text(*day, locale)),
            },
            Wish::StartsBy { day } => match locale {
                Locale::Ja => format!("{}まで", day_text(*day, locale)),
                Locale::En => format!("On {} or earlier", day_text(*day, locale)),
            },
            Wish::NightDuties { at_most } | Wish::DayDuties { at_most } => at_most_text(*at_most, Per::TimesPerMonth, locale),
            Wish::OnCall { at_most } => at_most_text(*at_most, Per::DaysPerMonth, locale),
            Wish::DutyPermit {} => DutyPermit::All.label(locale).to_owned(),
            Wish::Pay { at_least } => {
                let floors: Vec<String> = at_least.iter().map(|floor| floor.text(locale)).collect();
                floors.join(locale.pick("、または", ", or "))
            }
            Wish::Benefit { .. } | Wish::Guidance {} | Wish::ProgrammeSupport {} => there(true, locale).to_owned(),
            Wish::ProgrammeHours { at_least } => match locale {
                Locale::Ja => format!("{}以上", Per::HoursPerWeek.text(*at_least, locale)),
                Locale::En => format!("At least {}", Per::HoursPerWeek.text(*at_least, locale)),
            },
        }
    }
}

impl PayFloor {
    fn text(&self, locale: Locale) -> String {
        let amount = pay_text(Some(self.unit), &self.yen.label(locale), locale);
        match locale {
            Locale::Ja => format!("{amount}以上"),
            Locale::En => format!("{amount} or more"),
        }
    }
}

impl Stated {
    /// What is stated, such as 月2回 or `2 a month`.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Stated::Prefecture { code } => prefecture_label(code, locale),
            Stated::PriorityArea { holds } => inside(*holds, locale).to_owned(),
            Stated::Specialties { specialties } => {
                let names: Vec<&str> = specialties.iter().map(|one| one.label(locale)).collect();
                names.join(locale.pick("・", ", "))
            }
            Stated::Engagement { engagement } => engagement.label(locale).to_owned(),
            Stated::HalfDays { count } => Per::HalfDaysPerWeek.text(*count, locale),
            Stated::StartsOn { day } => day_text(*day, locale),
            Stated::StartByAgreement {} => locale.pick("応相談", "By agreement").to_owned(),
            Stated::NightDuties { count } | Stated::DayDuties { count } => Per::TimesPerMonth.text(*count, locale),
            Stated::OnCall { count } => Per::DaysPerMonth.text(*count, locale),
            Stated::DutyPermit { permit } => permit.label(locale).to_owned(),
            Stated::NoDuty {} => locale.pick("宿直・日直なし", "No night or day duty").to_owned(),
            Stated::Pay { unit, from, to } => pay_text(*unit, &range_text(*from, *to, locale), locale),
            Stated::Benefit { offered: holds, .. } | Stated::Guidance { holds } | Stated::ProgrammeSupport { holds } => {
                there(*holds, locale).to_owned()
            }
            Stated::ProgrammeHours { count } => Per::HoursPerWeek.text(*count, locale),
        }
    }
}

impl WishVerdict {
    /// What is stated in words, or that nothing is.
    #[must_use]
    pub fn stated_text(&self, locale: Locale) -> String {
        self.stated.as_ref().map_or_else(|| Verdict::NotStated.label(locale).to_owned(), |stated| stated.text(locale))
    }
}

impl Explanation {
    /// The wishes of a weight in a line, such as 必須 5件中4件が合致、宿日直許可は記載なし. `None` if there are none of it.
    #[must_use]
    pub fn summary(&self, weight: Weight, locale: Locale) -> Option<String> {
        let tally = self.tally();
        let count = match weight {
            Weight::Must => tally.musts,
            Weight::GoodToHave => tally.good_to_have,
        };
        (count.total() > 0).then(|| {
            let mut line = count_text(weight, count, locale);
            for verdict in [Verdict::NotMet, Verdict::NotStated] {
                let named = self.verdicts.iter().filter(|one| one.weight == weight && one.verdict == verdict);
                let subjects: Vec<&str> = named.map(|one| one.wanted.subject(locale)).collect();
                if !subjects.is_empty() {
                    let label = verdict.label(locale);
                    line.push_str(&match locale {
                        Locale::Ja => format!("、{}は{label}", subjects.join("・")),
                        Locale::En => format!("; {}: {}", crate::unicode::lowercase(label), subjects.join(", ")),
                    });
                }
            }
            line
        })
    }

    /// A question to the institution about everything that the opening of this title does not state, for the doctor to change and send. `None` if
    /// all is stated.
    #[must_use]
    pub fn question(&self, title: &str, locale: Locale) -> Option<String> {
        let mut lines: Vec<String> = Vec::new();
        for one in self.not_stated() {
            let line = match locale {
                Locale::Ja => format!("・{}", one.wanted.subject(locale)),
                Locale::En => format!("- {}", one.wanted.subject(locale)),
            };
            lines.push(line);
        }
        let first = match locale {
            Locale::Ja => format!("募集「{title}」に記載のない次の点について、教えてください。"),
            Locale::En => format!("Please tell me about these points, which the opening “{title}” does not state:"),
        };
        (!lines.is_empty()).then(|| format!("{first}\n{}", lines.join("\n")))
    }
}

fn count_text(weight: Weight, count: Count, locale: Locale) -> String {
    let (label, met, total) = (weight.label(locale), count.met, count.total());
    match locale {
        Locale::Ja if met == total => format!("{label} {total}件すべてが合致"),
        Locale::Ja => format!("{label} {total}件中{met}件が合致"),
        Locale::En => format!("{label}: {met} of {total} met"),
    }
}

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Per {
    HalfDaysPerWeek,
    HoursPerWeek,
    TimesPerMonth,
    DaysPerMonth,
}

impl Per {
    fn text(self, count: i32, locale: Locale) -> String {
        match (self, locale) {
            (_, _) if count == 0 => locale.pick("なし", "None").to_owned(),
            (Per::HalfDaysPerWeek, Locale::Ja) => format!("週{count}コマ"),
            (Per::HoursPerWeek, Locale::Ja) => format!("週{count}時間"),
            (Per::TimesPerMonth, Locale::Ja) => format!("月{count}回"),
            (Per::DaysPerMonth, Locale::Ja) => format!("月{count}日"),
            (Per::HoursPerWeek, Locale::En) if count == 1 => "1 hour a week".to_owned(),
            (Per::HoursPerWeek, Locale::En) => format!("{count} hours a week"),
            (Per::HalfDaysPerWeek, Locale::En) => format!("{count} a week"),
            (Per::TimesPerMonth | Per::DaysPerMonth, Locale::En) => format!("{count} a month"),
        }
    }
}

fn at_most_text(count: i32, per: Per, locale: Locale) -> String {
    let text = per.text(count, locale);
    match locale {
        _ if count == 0 => text,
        Locale::Ja => format!("{text}まで"),
        Locale::En => format!("At most {text}"),
    }
}

fn one_of(names: impl Iterator<Item = impl Into<String>>, locale: Locale) -> String {
    let names: Vec<String> = names.map(Into::into).collect();
    match locale {
        Locale::Ja if names.len() > 1 => format!("{}のいずれか", names.join("・")),
        Locale::Ja => names.join("・"),
        Locale::En => names.join(" or "),
    }
}

fn inside(holds: bool, locale: Locale) -> &'static str {
    if holds { locale.pick("区域の中", "In an area") } else { locale.pick("区域の外", "Not in an area") }
}

fn there(holds: bool, locale: Locale) -> &'static str {
    if holds { locale.pick("あり", "Offered") } else { locale.pick("なし", "Not offered") }
}

fn pay_text(unit: Option<PayUnit>, amount: &str, locale: Locale) -> String {
    match (unit, locale) {
        (None, _) => amount.to_owned(),
        (Some(unit), Locale::Ja) => format!("{}{amount}", unit.label(locale)),
        (Some(unit), Locale::En) => format!("{amount} {}", unit.label(locale)),
    }
}

fn range_text(from: Option<Yen>, to: Option<Yen>, locale: Locale) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.label(locale),
        (Some(from), Some(to)) => format!("{}{}{}", from.label(locale), locale.pick("～", " to "), to.label(locale)),
        (Some(from), None) => match locale {
            Locale::Ja => format!("{}以上", from.label(locale)),
            Locale::En => format!("From {}", from.label(locale)),
        },
        (None, Some(to)) => match locale {
            Locale::Ja => format!("{}まで", to.label(locale)),
            Locale::En => format!("Up to {}", to.label(locale)),
        },
        (None, None) => String::new(),
    }
}
