//! The areas that Miyagi has designated, as they ship with the program.
//!
//! Every word is from the council's document (宮城県地域医療対策協議会 資料2). What it does not state is left out, and a note says so. What an
//! officer changed since is never written over.

use crate::{
    entity::{priority_area, priority_area_version},
    error::{ApiError, ApiResult},
    platform::import::Report,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{PriorityAreaId, PriorityAreaVersionId},
    region::priority_area::{AreaShape, AreaStatus},
    source::Source,
    support::Agreement,
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use uuid::{Uuid, uuid};

/// The prefecture's code.
pub const MIYAGI: &str = "04";
const DOCUMENT: &str = "宮城県地域医療対策協議会 資料2（総合的な対策パッケージの具体的な取組）";

struct Designation {
    area: Uuid,
    version: Uuid,
    code: &'static str,
    name: &'static str,
    name_en: &'static str,
}

/// The same on every installation, so that an area can be linked to and loaded again.
const DESIGNATIONS: [Designation; 3] = [
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000401"),
        version: uuid!("01971930-8c00-7001-8000-000000000401"),
        code: "0401",
        name: "仙南",
        name_en: "Sennan",
    },
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000406"),
        version: uuid!("01971930-8c00-7001-8000-000000000406"),
        code: "0406",
        name: "大崎・栗原",
        name_en: "Osaki and Kurihara",
    },
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000409"),
        version: uuid!("01971930-8c00-7001-8000-000000000409"),
        code: "0409",
        name: "石巻・登米・気仙沼",
        name_en: "Ishinomaki, Tome and Kesennuma",
    },
];

/// Writes the designated areas that are not there yet.
///
/// # Errors
/// When the database fails.
pub async fn designate(txn: &DatabaseTransaction, now: DateTime<Utc>, report: &mut Report) -> ApiResult<()> {
    for designation in &DESIGNATIONS {
        let changed = write(txn, designation, now).await?;
        report.take(1, u64::from(changed));
    }
    Ok(())
}

/// An area that is there already has its history from the officers.
async fn write(txn: &DatabaseTransaction, designation: &Designation, now: DateTime<Utc>) -> ApiResult<bool> {
    let id = PriorityAreaId(designation.area);
    if priority_area::Entity::find_by_id(id).one(txn).await?.is_some() {
        return Ok(false);
    }
    let area = priority_area::Model {
        id,
        prefecture_code: MIYAGI.to_owned(),
        name: designation.name.to_owned(),
        name_en: designation.name_en.to_owned(),
        version: 1,
    };
    area.into_active_model().reset_all().insert(txn).await?;
    let day = NaiveDate::from_ymd_opt(2025, 5, 29).ok_or_else(|| ApiError::internal("no day"))?;
    let version = priority_area_version::Model {
        id: PriorityAreaVersionId(designation.version),
        priority_area_id: id,
        status: AreaStatus::Designated,
        shape: AreaShape::SecondaryMedicalArea { code: designation.code.to_owned() },
        valid_from: day,
        valid_until: None,
        source: source("診療所の承継・開業支援事業 ①重点医師偏在対策支援区域"),
        regional_medical_council: Some(Agreement {
            agreed_on: day,
            minutes: format!("{DOCUMENT}：令和7年5月29日に開催した地域医療対策協議会において御協議いただき、先行的に区域を指定"),
        }),
        insurers_council: None,
        note: "保険者協議会の合意の日は、この資料に書かれていません。 / The document does not state when the insurers' council agreed."
            .to_owned(),
        created_by: None,
        created_at: now,
        withdrawn_at: None,
        follows_id: None,
        followed_until: None,
    };
    version.into_active_model().reset_all().insert(txn).await?;
    Ok(true)
}

/// A section of the council's document.
#[must_use]
pub fn source(section: &str) -> Source {
    Source { title: DOCUMENT.to_owned(), section: section.to_owned(), url: None }
}
