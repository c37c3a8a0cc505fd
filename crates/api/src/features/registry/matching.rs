//! Rows of the two lists that are the same institution. The lists share no number: place and name tell.

use crate::{error::ApiResult, platform::db};
use domain::search::fold;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::collections::{BTreeMap, HashMap};

/// Names shorter than this, folded, say too little to recognize an institution by its end.
const TELLING: usize = 4;

/// The hospitals that are in their list, by municipality: code and folded name.
#[derive(Debug, Default)]
pub struct Hospitals(HashMap<String, Vec<(String, String)>>);

impl Hospitals {
    /// # Errors
    /// When the database fails.
    pub async fn read(txn: &DatabaseTransaction) -> ApiResult<Self> {
        let mut hospitals: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for (code, municipality, name) in placed(txn, "hospitals").await? {
            hospitals.entry(municipality).or_default().push((code, fold(&name)));
        }
        Ok(Hospitals(hospitals))
    }

    /// The codes of those that an institution of a municipality may be: one name, folded, ends with the other, since each list may put a
    /// legal form or an owner before it.
    pub fn like<'a>(&'a self, municipality: Option<&str>, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = move |other: &str| {
            let shorter = if name.len() < other.len() { name } else { other };
            name == other || (shorter.chars().count() >= TELLING && (name.ends_with(other) || other.ends_with(name)))
        };
        let there = municipality.and_then(|municipality| self.0.get(municipality)).map_or(&[][..], Vec::as_slice);
        there.iter().filter(move |(_, other)| same(other)).map(|(code, _)| code.as_str())
    }
}

/// Matches the two lists anew: the pairs of which each side knows only the other. Tells how many there are.
///
/// # Errors
/// When the database fails.
pub async fn renew(txn: &DatabaseTransaction) -> ApiResult<usize> {
    let hospitals = Hospitals::read(txn).await?;
    let mut candidates: Vec<(String, String)> = Vec::new();
    for (code, municipality, name) in placed(txn, "insured_institutions").await? {
        let name = fold(&name);
        candidates.extend(hospitals.like(Some(&municipality), &name).map(|hospital| (code.clone(), hospital.to_owned())));
    }
    let pairs = only_each_other(candidates);
    if pairs != known(txn).await? {
        txn.execute_unprepared("DELETE FROM registry_match").await?;
        let (insured, hospitals): (Vec<String>, Vec<String>) = pairs.iter().map(|(one, other)| (one.clone(), other.clone())).unzip();
        let sql = "INSERT INTO registry_match (insured_code, hospital_code) SELECT * FROM unnest($1::text[], $2::text[])";
        db::execute(txn, sql, [insured.into(), hospitals.into()]).await?;
    }
    Ok(pairs.len())
}

fn only_each_other(candidates: Vec<(String, String)>) -> BTreeMap<String, String> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (insured, hospital) in &candidates {
        *counts.entry(insured).or_default() += 1;
        *counts.entry(hospital).or_default() += 1;
    }
    let only = |(insured, hospital): &&(String, String)| counts[insured.as_str()] == 1 && counts[hospital.as_str()] == 1;
    candidates.iter().filter(only).cloned().collect()
}

/// Code, municipality and name of the rows of a list that are placed.
async fn placed(txn: &DatabaseTransaction, list: &str) -> ApiResult<Vec<(String, String, String)>> {
    let sql = "SELECT code, municipality_code, name FROM registry_institution
        WHERE list = $1 AND gone_in IS NULL AND municipality_code IS NOT NULL ORDER BY code";
    let rows = db::query_all(txn, sql, [list.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "code")?, row.try_get("", "municipality_code")?, row.try_get("", "name")?))).collect()
}

async fn known(txn: &DatabaseTransaction) -> ApiResult<BTreeMap<String, String>> {
    let rows = db::query_all(txn, "SELECT insured_code, hospital_code FROM registry_match", []).await?;
    rows.iter().map(|row| Ok((row.try_get("", "insured_code")?, row.try_get("", "hospital_code")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_when_one_ends_with_the_other_in_the_same_municipality() {
        let hospitals =
            Hospitals(HashMap::from([("01106".to_owned(), vec![("h".to_owned(), fold("愛全病院")), ("k".to_owned(), fold("札幌病院"))])]));
        let like = |municipality, name: &str| {
            let name = fold(name);
            hospitals.like(municipality, &name).map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(like(Some("01106"), "医療法人 愛全病院"), ["h"]);
        assert_eq!(like(Some("01106"), "札幌病院"), ["k"]);
        assert_eq!(like(Some("01106"), "病院"), [""; 0], "too short to tell");
        assert_eq!(like(Some("01101"), "愛全病院"), [""; 0]);
        assert_eq!(like(None, "愛全病院"), [""; 0]);
    }

    #[test]
    fn whoever_may_be_two_is_none() {
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        let pairs = only_each_other(vec![pair("a", "x"), pair("b", "y"), pair("c", "y"), pair("d", "z"), pair("d", "w")]);
        assert_eq!(pairs.into_iter().collect::<Vec<_>>(), [pair("a", "x")]);
    }
}
