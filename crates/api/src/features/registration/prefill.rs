//! A first draft from a row of the official list, so that nobody types what the state already knows.

use crate::{
    entity::{municipality, registry_institution},
    error::ApiResult,
};
use domain::{region::prefecture, registration::RegistrationContent};
use sea_orm::{ConnectionTrait, EntityTrait};

/// What a row of the official list says, in the places of the form.
///
/// # Errors
/// When the database fails.
pub async fn of_row(conn: &impl ConnectionTrait, row: &registry_institution::Model) -> ApiResult<RegistrationContent> {
    let municipality = match &row.municipality_code {
        Some(code) => municipality::Entity::find_by_id(code.clone()).one(conn).await?,
        None => None,
    };
    Ok(from_registry(row, municipality.as_ref().map(|municipality| municipality.name.as_str())))
}

/// What the official list says, in the places of the form. `municipality` is the name of the row's municipality.
#[must_use]
fn from_registry(row: &registry_institution::Model, municipality: Option<&str>) -> RegistrationContent {
    let mut content = RegistrationContent::default();
    let public = &mut content.public;
    public.name.clone_from(&row.name);
    public.name_kana.clone_from(&row.name_kana);
    public.kind = Some(row.kind);
    public.beds = row.beds;
    public.postal_code = row.postal_code.clone().unwrap_or_default();
    public.prefecture_code.clone_from(&row.prefecture_code);
    public.municipality_code = row.municipality_code.clone().unwrap_or_default();
    public.address_line = address_line(row, municipality);
    public.website = row.website.clone().unwrap_or_default();
    content
}

/// The address without the prefecture and municipality that the form asks for separately. Where they cannot be cut with
/// certainty the address stays as the list writes it: a person sees a repetition at once, and a missing part never.
fn address_line(row: &registry_institution::Model, municipality: Option<&str>) -> String {
    let address = row.address.trim();
    let name = prefecture(&row.prefecture_code).map_or("", |prefecture| prefecture.name);
    let rest = municipality.and_then(|municipality| {
        let rest = address.strip_prefix(name).unwrap_or(address);
        rest.strip_prefix(municipality).or_else(|| {
            // Towns and villages are written with their district: 柴田郡大河原町.
            let (district, rest) = rest.split_once('郡')?;
            (district.chars().count() <= 4).then(|| rest.strip_prefix(municipality))?
        })
    });
    rest.map_or(address, str::trim).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::institution::InstitutionKind;

    fn row(address: &str) -> registry_institution::Model {
        registry_institution::Model {
            code: "0411234567".into(),
            edition: "2025-06-01".into(),
            name: "架空中央病院".into(),
            name_kana: "カクウチュウオウビョウイン".into(),
            kind: InstitutionKind::Hospital,
            prefecture_code: "04".into(),
            municipality_code: Some("04321".into()),
            postal_code: Some("989-1201".into()),
            address: address.into(),
            latitude: None,
            longitude: None,
            beds: Some(120),
            website: None,
            gone_in: None,
        }
    }

    #[test]
    fn prefecture_and_municipality_are_cut_from_the_address() {
        assert_eq!(from_registry(&row("宮城県仙台市青葉区本町1-1"), Some("仙台市青葉区")).public.address_line, "本町1-1");
        assert_eq!(from_registry(&row("仙台市青葉区本町1-1"), Some("仙台市青葉区")).public.address_line, "本町1-1");
        assert_eq!(from_registry(&row("宮城県柴田郡大河原町字西1"), Some("大河原町")).public.address_line, "字西1");
    }

    #[test]
    fn an_address_that_cannot_be_cut_with_certainty_stays_whole() {
        for municipality in [None, Some("白石市")] {
            assert_eq!(from_registry(&row("宮城県大河原町西1"), municipality).public.address_line, "宮城県大河原町西1");
        }
    }
}
