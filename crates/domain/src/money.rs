//! Money and rates: whole yen and exact fractions. No floating point anywhere.

use crate::institution::terms;
use crate::locale::Locale;
use crate::number::grouped;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount of yen. Whole yen only: Japanese budgets know nothing smaller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Yen(pub i64);

impl Yen {
    /// No money.
    pub const ZERO: Yen = Yen(0);

    /// The sum, unless it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Yen) -> Option<Yen> {
        self.0.checked_add(other.0).map(Yen)
    }

    /// The difference, unless it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Yen) -> Option<Yen> {
        self.0.checked_sub(other.0).map(Yen)
    }

    /// So many times the amount, unless it does not fit.
    #[must_use]
    pub fn checked_times(self, count: i64) -> Option<Yen> {
        self.0.checked_mul(count).map(Yen)
    }

    /// The amount with its unit, such as `7,691,000円` or `¥7,691,000`.
    #[must_use]
    pub fn label(self, locale: Locale) -> String {
        match locale {
            Locale::Ja => format!("{self}円"),
            Locale::En if self.0 < 0 => format!("-¥{}", self.to_string().trim_start_matches('-')),
            Locale::En => format!("¥{self}"),
        }
    }

    /// The amount times a rate, worked exactly and rounded once at the end; none when it does not fit.
    #[must_use]
    pub fn at_rate(self, rate: Rate, rounding: Rounding) -> Option<Yen> {
        let product = i128::from(self.0) * i128::from(rate.numerator);
        let rounded = rounding.quotient(product, i128::from(rate.denominator));
        i64::try_from(rounded).ok().map(Yen)
    }
}

impl fmt::Display for Yen {
    /// Digits with separators and no unit, such as `7,691,000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", grouped(self.0.unsigned_abs()))
    }
}

/// A sum that stays at the bound instead of wrapping: for totals of amounts that were each checked before.
impl std::iter::Sum for Yen {
    fn sum<I: Iterator<Item = Yen>>(amounts: I) -> Yen {
        amounts.fold(Yen::ZERO, |sum, amount| Yen(sum.0.saturating_add(amount.0)))
    }
}

terms! {
    /// What happens to the part of an amount that is too small to be paid out.
    #[derive(Default)]
    Rounding {
        /// 千円未満切り捨て: what holds where a rule says nothing else
        #[default]
        DownToThousand = "千円未満切り捨て", "Rounded down to ¥1,000";
        /// 円未満切り捨て
        DownToYen = "円未満切り捨て", "Rounded down to ¥1";
        /// 千円未満四捨五入
        HalfUpToThousand = "千円未満四捨五入", "Rounded to the nearest ¥1,000";
    }
}

impl Rounding {
    /// `amount / divisor`, rounded; `divisor` is positive.
    fn quotient(self, amount: i128, divisor: i128) -> i128 {
        match self {
            Rounding::DownToYen => amount.div_euclid(divisor),
            Rounding::DownToThousand => amount.div_euclid(divisor * 1000) * 1000,
            Rounding::HalfUpToThousand => (amount * 2 + divisor * 1000).div_euclid(divisor * 2000) * 1000,
        }
    }
}

/// A rate as an exact fraction in lowest terms, such as 2/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Fraction")]
pub struct Rate {
    /// Above the line.
    #[cfg_attr(feature = "openapi", schema(format = Int64, maximum = 4294967295u32))]
    numerator: u32,
    /// Below the line, never 0.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, format = Int64, maximum = 4294967295u32))]
    denominator: u32,
}

/// A fraction as somebody wrote it.
#[derive(Deserialize)]
struct Fraction {
    numerator: u32,
    denominator: u32,
}

impl TryFrom<Fraction> for Rate {
    type Error = &'static str;

    fn try_from(written: Fraction) -> Result<Self, Self::Error> {
        Rate::new(written.numerator, written.denominator).ok_or("a rate's denominator cannot be 0")
    }
}

impl Rate {
    /// Nothing.
    pub const ZERO: Rate = Rate { numerator: 0, denominator: 1 };
    /// All of it (10/10).
    pub const ONE: Rate = Rate { numerator: 1, denominator: 1 };

    /// The fraction in lowest terms; none over 0.
    #[must_use]
    pub const fn new(numerator: u32, denominator: u32) -> Option<Rate> {
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator as u64, denominator as u64) as u32;
        Some(Rate { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Above the line.
    #[must_use]
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// Below the line, never 0.
    #[must_use]
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The sum, unless its terms do not fit.
    #[must_use]
    pub fn checked_add(self, other: Rate) -> Option<Rate> {
        let (a, b) = (u64::from(self.denominator), u64::from(other.denominator));
        let common = a / greatest_common_divisor(a, b) * b;
        let left = u128::from(self.numerator) * u128::from(common / a);
        let right = u128::from(other.numerator) * u128::from(common / b);
        Rate::reduced(left + right, u128::from(common))
    }

    /// The part that this rate is of `whole`, such as 2/3 for 4/9 of 2/3; none of nothing.
    #[must_use]
    pub fn checked_div(self, whole: Rate) -> Option<Rate> {
        Rate::reduced(
            u128::from(self.numerator) * u128::from(whole.denominator),
            u128::from(self.denominator) * u128::from(whole.numerator),
        )
    }

    fn reduced(numerator: u128, denominator: u128) -> Option<Rate> {
        // Terms beyond 64 bits cannot come from two 32-bit fractions: products are at most 64 bits and their sum is reduced below.
        let (numerator, denominator) = (u64::try_from(numerator).ok()?, u64::try_from(denominator).ok()?);
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        let (numerator, denominator) = (u32::try_from(numerator / divisor).ok()?, u32::try_from(denominator / divisor).ok()?);
        Some(Rate { numerator, denominator })
    }
}

const fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Default for Rate {
    fn default() -> Self {
        Rate::ZERO
    }
}

impl fmt::Display for Rate {
    /// `2/3`; nothing is `0` and all is `10/10`, as budgets write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.numerator, self.denominator) {
            (0, _) => f.write_str("0"),
            (1, 1) => f.write_str("10/10"),
            (numerator, denominator) => write!(f, "{numerator}/{denominator}"),
        }
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = u64::from(self.numerator) * u64::from(other.denominator);
        let right = u64::from(other.numerator) * u64::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(numerator: u32, denominator: u32) -> Rate {
        Rate::new(numerator, denominator).unwrap()
    }

    #[test]
    fn amounts_are_written_with_separators() {
        let written = [(0, "0"), (999, "999"), (1_000, "1,000"), (7_691_000, "7,691,000"), (-1_234_567, "-1,234,567")];
        for (amount, text) in written {
            assert_eq!(Yen(amount).to_string(), text);
        }
        assert_eq!(Yen(i64::MIN).to_string(), "-9,223,372,036,854,775,808");
        assert_eq!(Yen(7_691_000).label(Locale::Ja), "7,691,000円");
        assert_eq!(Yen(-7_691_000).label(Locale::En), "-¥7,691,000");
    }

    #[test]
    fn rates_are_exact_and_in_lowest_terms() {
        assert_eq!(rate(4, 9).checked_add(rate(2, 9)), Some(rate(2, 3)));
        assert_eq!(rate(1, 3).checked_add(rate(1, 6)), Some(rate(1, 2)));
        assert_eq!(rate(4, 9).checked_div(rate(2, 3)), Some(rate(2, 3)));
        assert_eq!(rate(1, 3).checked_div(Rate::ZERO), None);
        assert_eq!(rate(50, 100).to_string(), "1/2");
        assert_eq!(Rate::ONE.to_string(), "10/10");
        assert!(rate(4, 9) < rate(1, 2));
        assert_eq!(Rate::new(1, 0), None);
        assert_eq!(rate(u32::MAX, 1).checked_add(Rate::ONE), None);
    }

    #[test]
    fn a_rate_over_nothing_is_refused_on_the_wire() {
        assert!(serde_json::from_str::<Rate>(r#"{"numerator":1,"denominator":0}"#).is_err());
        assert!(serde_json::from_str::<Rate>(r#"{"numerator":-1,"denominator":2}"#).is_err());
        assert_eq!(serde_json::from_str::<Rate>(r#"{"numerator":2,"denominator":6}"#).unwrap(), rate(1, 3));
    }

    #[test]
    fn a_half_is_rounded_as_the_rule_says() {
        // The plan of 29 May 2025 rounds 41,137.5 thousand yen up, the decision rounds it down.
        let cost = Yen(82_275_000);
        assert_eq!(cost.at_rate(rate(1, 2), Rounding::DownToThousand), Some(Yen(41_137_000)));
        assert_eq!(cost.at_rate(rate(1, 2), Rounding::HalfUpToThousand), Some(Yen(41_138_000)));
        assert_eq!(cost.at_rate(rate(1, 2), Rounding::DownToYen), Some(Yen(41_137_500)));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(Yen(i64::MAX).at_rate(rate(3, 2), Rounding::DownToYen), None);
        assert_eq!(Yen(i64::MAX).at_rate(rate(u32::MAX, 1), Rounding::HalfUpToThousand), None);
        assert_eq!(Yen(i64::MAX).checked_add(Yen(1)), None);
        assert_eq!([Yen(i64::MAX), Yen(1)].into_iter().sum::<Yen>(), Yen(i64::MAX));
    }

    proptest! {
        #[test]
        fn any_rate_of_any_amount_is_worked_without_panic(amount: i64, numerator: u32, denominator in 1u32..) {
            for rounding in [Rounding::DownToYen, Rounding::DownToThousand, Rounding::HalfUpToThousand] {
                let _ = Yen(amount).at_rate(rate(numerator, denominator), rounding);
            }
            let half = rate(numerator, denominator).checked_add(rate(numerator, denominator));
            prop_assert!(half.is_none_or(|sum| sum >= rate(numerator, denominator)));
        }

        #[test]
        fn rounding_down_takes_less_than_its_unit(amount in 0i64..=100_000_000_000, numerator in 0u32..=9, denominator in 9u32..=18) {
            let rate = rate(numerator, denominator);
            let exact = i128::from(amount) * i128::from(rate.numerator());
            let down = Yen(amount).at_rate(rate, Rounding::DownToThousand).unwrap();
            let lost = exact - i128::from(down.0) * i128::from(rate.denominator());
            prop_assert!((0..1000 * i128::from(rate.denominator())).contains(&lost));
            prop_assert_eq!(down.0 % 1000, 0);
        }
    }
}
