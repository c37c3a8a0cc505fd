//! Where institutions stand: what is published of them, else what was entered last, and the position of the official list.

use crate::error::ApiResult;
use crate::platform::db;
use domain::{
    geo::LatLng,
    ids::InstitutionId,
    institution::InstitutionKind,
    region::{
        prefecture,
        priority_area::{AreaInstitution, AreaShape, Coverage, Place},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

#[derive(Debug, FromQueryResult)]
struct Stand {
    institution_id: InstitutionId,
    name: Option<String>,
    kind: Option<InstitutionKind>,
    fictional: bool,
    prefecture_code: Option<String>,
    municipality_code: Option<String>,
    municipality_name: Option<String>,
    area_code: Option<String>,
    address_line: Option<String>,
    registry_address: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Stand {
    fn place(&self) -> Place {
        let written = self.address_line.as_ref().map(|line| {
            let prefecture = self.prefecture_code.as_deref().and_then(prefecture).map_or("", |p| p.name);
            format!("{prefecture}{}{line}", self.municipality_name.as_deref().unwrap_or_default())
        });
        // The official list writes (0, 0) where it does not know the position.
        let position = self.latitude.zip(self.longitude).and_then(|(latitude, longitude)| LatLng::new(latitude, longitude));
        Place {
            municipality_code: self.municipality_code.clone(),
            area_code: self.area_code.clone(),
            address: written.or_else(|| self.registry_address.clone()),
            position: position.filter(|position| position.in_japan()),
        }
    }
}

async fn read(db: &impl ConnectionTrait, condition: &str, value: Value) -> ApiResult<Vec<Stand>> {
    let sql = format!(
        "SELECT i.id AS institution_id, l.name, l.kind, i.fictional, at.prefecture_code, m.code AS municipality_code,
             m.name AS municipality_name, m.area_code, at.address_line, r.address AS registry_address, r.latitude, r.longitude
         FROM institution i
         LEFT JOIN listing l ON l.institution_id = i.id
         LEFT JOIN registry_institution r ON r.code = i.registry_code
         LEFT JOIN LATERAL (
             SELECT g.content -> 'public' AS profile FROM registration g WHERE g.institution_id = i.id ORDER BY g.fiscal_year DESC, g.id DESC LIMIT 1
         ) entered ON l.institution_id IS NULL
         CROSS JOIN LATERAL (
             SELECT coalesce(nullif(p.profile ->> 'prefecture_code', ''), r.prefecture_code) AS prefecture_code,
                 coalesce(nullif(p.profile ->> 'municipality_code', ''), r.municipality_code) AS municipality_code,
                 nullif(p.profile ->> 'address_line', '') AS address_line
             FROM (SELECT coalesce(l.profile, entered.profile) AS profile) p
         ) at
         LEFT JOIN municipality m ON m.code = at.municipality_code
         WHERE {condition}
         ORDER BY l.name_kana COLLATE \"ja-x-icu\", i.id"
    );
    db::rows::<Stand>(db, sql, [value]).await
}

/// Where an institution stands; nothing when there is no such institution.
///
/// # Errors
/// When the database fails.
pub async fn place_of_institution(db: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Option<Place>> {
    Ok(read(db, "i.id = $1", id.0.into()).await?.first().map(Stand::place))
}

/// Where institutions stand: the prefecture, if it is known, and the place.
///
/// # Errors
/// When the database fails.
pub async fn places(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = InstitutionId>,
) -> ApiResult<Vec<(InstitutionId, Option<String>, Place)>> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let stands = read(db, "i.id = ANY($1)", ids.into()).await?.into_iter();
    Ok(stands.map(|stand| (stand.institution_id, stand.prefecture_code.clone(), stand.place())).collect())
}

/// Every listed institution of a prefecture, with its place.
///
/// # Errors
/// When the database fails.
pub async fn listed(db: &impl ConnectionTrait, prefecture: &str) -> ApiResult<Vec<(AreaInstitution, Place)>> {
    let listed = read(db, "l.prefecture_code = $1", prefecture.into()).await?;
    Ok(listed
        .into_iter()
        .filter_map(|stand| {
            let place = stand.place();
            Some((AreaInstitution { id: stand.institution_id, name: stand.name?, kind: stand.kind?, fictional: stand.fictional }, place))
        })
        .collect())
}

/// The state of registration of the given institutions that have no public page.
///
/// # Errors
/// When the database fails.
pub async fn unlisted(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = InstitutionId>) -> ApiResult<Vec<(InstitutionId, Place)>> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let stands = read(db, "i.id = ANY($1) AND l.institution_id IS NULL", ids.into()).await?;
    Ok(stands.iter().map(|stand| (stand.institution_id, stand.place())).collect())
}

/// The listed institutions that certainly stand in a shape.
///
/// # Errors
/// When the database fails.
pub async fn listed_in(db: &impl ConnectionTrait, prefecture: &str, shape: &AreaShape) -> ApiResult<Vec<AreaInstitution>> {
    let listed = listed(db, prefecture).await?.into_iter();
    Ok(listed.filter(|(_, place)| shape.holds(place) == Coverage::Inside).map(|(institution, _)| institution).collect())
}
