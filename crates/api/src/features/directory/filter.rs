//! The directory's filters: checked once, then either a condition on the listing or the identity of a query.

use crate::{
    entity::{listing, municipality},
    error::{ApiError, ApiResult},
    platform::db::search::{within, words},
};
use domain::{
    directory::{DirectoryFlag, DirectoryQuery, DirectorySort},
    geo::LatLng,
    institution::{Employment, InstitutionKind, Specialty},
    page::PageQuery,
    problem::FieldCode,
    region::prefecture,
    search::Words,
};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};
use sha2::{Digest, Sha256};
use strum::IntoEnumIterator;

/// Filters that are all of their documented form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    pub(super) prefecture: Option<String>,
    pub(super) area: Option<String>,
    pub(super) kind: Option<InstitutionKind>,
    pub(super) specialties: Vec<Specialty>,
    pub(super) employment: Option<Employment>,
    pub(super) flags: Vec<DirectoryFlag>,
    pub(super) words: Words,
    pub(super) sort: Sort,
}

/// The order of a list, with what it needs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Sort {
    /// Where the words stand.
    Relevance,
    /// The latest first.
    #[default]
    Newest,
    /// By reading.
    Kana,
    /// From a place.
    Distance(LatLng),
}

impl Filter {
    /// Reads a query. Blank parameters, as forms send them, filter nothing.
    ///
    /// # Errors
    /// `invalid_parameter`, naming the first that is not of its documented form.
    pub fn parse(query: &DirectoryQuery) -> ApiResult<Self> {
        let given = |value: &Option<String>| value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(ToOwned::to_owned);
        let unknown = |name: &str| ApiError::parameter(name, FieldCode::UnknownValue);
        let in_prefecture = given(&query.prefecture);
        if in_prefecture.as_deref().is_some_and(|code| prefecture(code).is_none()) {
            return Err(unknown("prefecture"));
        }
        let area = given(&query.area);
        if area.as_deref().is_some_and(|code| code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit())) {
            return Err(unknown("area"));
        }
        let mut specialties = Vec::new();
        for code in given(&query.specialties).iter().flat_map(|list| list.split(',')).map(str::trim).filter(|code| !code.is_empty()) {
            specialties.push(code.parse().map_err(|_| unknown("specialties"))?);
        }
        specialties.sort_unstable();
        specialties.dedup();
        let words = words("q", query.q.as_deref())?;
        let near =
            given(&query.near).map(|_| query.near_place().ok_or_else(|| ApiError::parameter("near", FieldCode::NotInJapan))).transpose()?;
        let sort = match (query.sort, near) {
            (None, _) if words.is_empty() => Sort::Newest,
            (None, _) => Sort::Relevance,
            // Without words nothing is more relevant than the newest.
            (Some(DirectorySort::Relevance), _) if words.is_empty() => Sort::Newest,
            (Some(DirectorySort::Relevance), _) => Sort::Relevance,
            (Some(DirectorySort::Newest), _) => Sort::Newest,
            (Some(DirectorySort::Kana), _) => Sort::Kana,
            (Some(DirectorySort::Distance), Some(place)) => Sort::Distance(place),
            (Some(DirectorySort::Distance), None) => return Err(ApiError::parameter("near", FieldCode::Required)),
        };
        Ok(Filter {
            prefecture: in_prefecture,
            area,
            kind: query.kind,
            specialties,
            employment: query.employment,
            flags: DirectoryFlag::iter().filter(|flag| flag.is_asked_by(query)).collect(),
            words,
            sort,
        })
    }

    /// Whether Postgres can answer as well: no words, and an order that the listing is kept in.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.words.is_empty() && self.sort == Sort::Newest
    }

    /// The page that is wanted.
    #[must_use]
    pub fn page(query: &DirectoryQuery) -> PageQuery {
        PageQuery { limit: query.limit, cursor: query.cursor.clone() }
    }

    /// The condition on the listing joined with its municipality.
    #[must_use]
    pub fn condition(&self) -> Condition {
        use listing::Column as C;
        let column = |column: C| Expr::col((listing::Entity, column));
        let mut all = Condition::all().add(within(&self.words, column(C::SearchKey)));
        if let Some(code) = &self.prefecture {
            all = all.add(C::PrefectureCode.eq(code.as_str()));
        }
        if let Some(code) = &self.area {
            all = all.add(municipality::Column::AreaCode.eq(code.as_str()));
        }
        if let Some(kind) = self.kind {
            all = all.add(C::Kind.eq(kind));
        }
        if !self.specialties.is_empty() {
            let codes: Vec<String> = self.specialties.iter().map(|specialty| specialty.code().to_owned()).collect();
            all = all.add(Expr::cust_with_values("listing.specialties && $1", [codes]));
        }
        if let Some(employment) = self.employment {
            // Not ARRAY[$1]: sea-query takes brackets for a quoted name and leaves what is in them alone.
            all = all.add(Expr::cust_with_values("listing.employment @> $1", [vec![employment.code().to_owned()]]));
        }
        for flag in &self.flags {
            all = all.add(match flag {
                DirectoryFlag::Guidance => C::GuidanceOffered.eq(true),
            });
        }
        all
    }

    /// What tells this query from others, so that a cursor cannot be used with another one.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Sha256::digest(format!("{self:?}")).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(change: impl Fn(&mut DirectoryQuery)) -> ApiResult<Filter> {
        let mut query = DirectoryQuery::default();
        change(&mut query);
        Filter::parse(&query)
    }

    #[test]
    fn what_asks_the_same_is_the_same_query() {
        let one = parse(|q| (q.specialties, q.q) = (Some("surgery,internal_medicine".into()), Some("ﾐﾔｷﾞ 病院".into()))).unwrap();
        let two =
            parse(|q| (q.specialties, q.q, q.limit) = (Some("internal_medicine, surgery".into()), Some("みやぎ　病院".into()), Some(5)))
                .unwrap();
        let other = parse(|q| q.q = Some("みやぎ".into())).unwrap();
        assert_eq!(one.fingerprint(), two.fingerprint());
        assert_ne!(one.fingerprint(), other.fingerprint());
    }

    #[test]
    fn blank_parameters_filter_nothing() {
        let blank = parse(|q| {
            (q.prefecture, q.area, q.specialties, q.q, q.guidance) =
                (Some(String::new()), Some(" ".into()), Some(",".into()), Some("　".into()), Some(false))
        });
        assert_eq!(blank.unwrap(), Filter::default());
    }

    #[test]
    fn the_order_follows_from_the_question_unless_it_is_named() {
        let sort = |q: &str, sort, near: &str| parse(|query| (query.q, query.sort, query.near) = (Some(q.into()), sort, Some(near.into())));
        assert_eq!(sort("", None, "").unwrap().sort, Sort::Newest);
        assert_eq!(sort("病院", None, "").unwrap().sort, Sort::Relevance);
        assert!(sort("", Some(DirectorySort::Relevance), "").unwrap().is_plain());
        assert!(!sort("", Some(DirectorySort::Kana), "").unwrap().is_plain());
        let place = LatLng::new(38.26, 140.88).unwrap();
        assert_eq!(sort("", Some(DirectorySort::Distance), "38.26, 140.88").unwrap().sort, Sort::Distance(place));
        assert!(sort("", Some(DirectorySort::Distance), "").is_err());
        for nowhere in ["38.26", "north,east", "138.26,140.88", "NaN,1", "0,0", "48.85,2.35", "140.88,38.26"] {
            assert!(sort("", None, nowhere).is_err(), "{nowhere}");
        }
    }

    #[test]
    fn what_is_not_documented_is_refused() {
        assert!(parse(|q| q.prefecture = Some("48".into())).is_err());
        assert!(parse(|q| q.area = Some("仙台".into())).is_err());
        assert!(parse(|q| q.specialties = Some("surgery,magic".into())).is_err());
    }
}
