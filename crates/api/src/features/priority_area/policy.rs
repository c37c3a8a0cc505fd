//! What an officer may enter: agreed to by both councils, and within the own prefecture.

use crate::{
    error::{ApiError, ApiResult},
    features::{atlas, places},
};
use chrono::NaiveDate;
use domain::{
    geo::LatLng,
    problem::{FieldCode, ProblemCode},
    region::priority_area::{AreaShape, NewAreaVersion},
    validate::Violations,
};
use sea_orm::ConnectionTrait;

/// What the input cannot tell by itself. `at` is where the version stands in it: nothing, or `version/`.
///
/// # Errors
/// `council_agreement_missing`; `invalid_input` for a council that will agree only later, or a place that is unknown or elsewhere.
pub async fn check(db: &impl ConnectionTrait, prefecture: &str, today: NaiveDate, new: &NewAreaVersion, at: &str) -> ApiResult<()> {
    let mut violations = Violations::default();
    for (field, agreement) in [("regional_medical_council", &new.regional_medical_council), ("insurers_council", &new.insurers_council)] {
        let agreed = agreement.as_ref().is_none_or(|agreement| agreement.agreed_on <= today);
        violations.require(&format!("{at}{field}/agreed_on"), agreed, FieldCode::InFuture);
    }
    check_shape(db, prefecture, &new.shape, &format!("{at}shape"), &mut violations).await?;
    if !violations.is_empty() {
        return Err(ApiError::Invalid(violations));
    }
    if !new.is_agreed() {
        return Err(ProblemCode::CouncilAgreementMissing.into());
    }
    Ok(())
}

async fn check_shape(
    db: &impl ConnectionTrait,
    prefecture: &str,
    shape: &AreaShape,
    at: &str,
    violations: &mut Violations,
) -> ApiResult<()> {
    match shape {
        AreaShape::SecondaryMedicalArea { code } => {
            let own = places::query::areas(db, Some(prefecture)).await?;
            violations.require(&format!("{at}/code"), own.iter().any(|area| area.code == *code), FieldCode::UnknownValue);
        }
        AreaShape::Municipalities { codes } => {
            let parts = codes.iter().enumerate().map(|(n, code)| (format!("{at}/codes/{n}"), code));
            check_municipalities(db, prefecture, parts, violations).await?;
        }
        AreaShape::District { municipality_code, .. } | AreaShape::Island { municipality_code, .. } => {
            let place = (format!("{at}/municipality_code"), municipality_code);
            check_municipalities(db, prefecture, std::iter::once(place), violations).await?;
        }
        AreaShape::Spot { position, .. } | AreaShape::Radius { position, .. } => {
            violations.require(&format!("{at}/position"), may_lie_in(db, prefecture, *position).await?, FieldCode::MunicipalityElsewhere);
        }
    }
    Ok(())
}

async fn check_municipalities(
    db: &impl ConnectionTrait,
    prefecture: &str,
    parts: impl Iterator<Item = (String, &String)>,
    violations: &mut Violations,
) -> ApiResult<()> {
    let own = places::query::municipalities(db, Some(prefecture)).await?;
    for (field, code) in parts {
        if !code.starts_with(prefecture) {
            violations.add(&field, FieldCode::MunicipalityElsewhere);
        } else if !own.iter().any(|one| one.code == *code) {
            violations.add(&field, FieldCode::UnknownMunicipality);
        }
    }
    Ok(())
}

/// Without outlines nobody can tell, and the officer is believed.
async fn may_lie_in(db: &impl ConnectionTrait, prefecture: &str, position: LatLng) -> ApiResult<bool> {
    Ok(atlas::query::municipality_at(db, position).await?.is_none_or(|code| code.starts_with(prefecture)))
}
