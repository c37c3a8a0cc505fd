//! The people of the demo. One password for all of them, and one second factor for the staff among them.

use super::scene::Scene;
use crate::{
    app::AppState,
    entity::{account, doctor, doctor_wishes, institution, organization, organization_member},
    error::ApiResult,
    features::accounts::{self, Provision},
    platform::{
        audit::{self, AuditEntry},
        auth::totp,
    },
};
use chrono::Datelike;
use domain::{
    actor::Role,
    doctor::{Disclosure, DoctorWishes, LicenceStatus},
    ids::OrganizationId,
    institution::{Employment, Specialty},
    locale::Locale,
    matching::{PayFloor, Weight, WeightedWish, Wish, Wishes},
    money::Yen,
    opening::{Benefit, Engagement, PayUnit},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use std::collections::BTreeMap;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "fictional-gm-2026";
/// The second factor of the demo's staff.
pub const TOTP_SECRET: &[u8] = b"gm-network-demo-2026";

struct Person {
    key: &'static str,
    email: &'static str,
    name: &'static str,
    roles: &'static [Role],
}

const PEOPLE: [Person; 10] = [
    Person {
        key: "administrator", email: "administrator@demo.example", name: "架空 三郎（管理者）", roles: &[Role::Administrator]
    },
    Person { key: "secretariat", email: "secretariat@demo.example", name: "架空 太郎（事務局）", roles: &[Role::Secretariat] },
    Person { key: "committee", email: "committee@demo.example", name: "架空 次郎（運営委員）", roles: &[Role::CommitteeMember] },
    // Sits on both sides: what this person checked for the secretariat, somebody else must confirm for the committee.
    Person {
        key: "both",
        email: "both@demo.example",
        name: "架空 かなめ（事務局・運営委員）",
        roles: &[Role::Secretariat, Role::CommitteeMember],
    },
    Person {
        key: "officer", email: "officer@demo.example", name: "架空 みやぎ（宮城県担当）", roles: &[Role::PrefectureOfficer]
    },
    Person { key: "hospital", email: "hospital@demo.example", name: "架空 花子（病院担当）", roles: &[Role::InstitutionMember] },
    Person { key: "clinic", email: "clinic@demo.example", name: "架空 𠮷雄（診療所担当）", roles: &[Role::InstitutionMember] },
    Person { key: "island", email: "island@demo.example", name: "架空 まりん（離島担当）", roles: &[Role::InstitutionMember] },
    Person { key: "doctor", email: "doctor@demo.example", name: "架空 一郎（医師）", roles: &[Role::Doctor] },
    Person { key: "doctor2", email: "doctor2@demo.example", name: "架空 﨑子（医師）", roles: &[Role::Doctor] },
];

/// Miyagi, whose areas ship with the program.
const OFFICERS_PREFECTURE: &str = "04";

/// Short name, name, and who acts for it.
const ORGANIZATIONS: [(&str, &str, &str); 3] = [
    ("kakuukai", "医療法人社団 架空会", "hospital"),
    ("yamanami", "社会医療法人 架空やまなみ会", "clinic"),
    ("shiokaze", "医療法人 架空しおかぜ会", "island"),
];

/// Whether the demo was made before.
///
/// # Errors
/// When the database fails.
pub async fn exist(db: &impl ConnectionTrait) -> ApiResult<bool> {
    Ok(institution::Entity::find().filter(institution::Column::Fictional.eq(true)).count(db).await? > 0)
}

/// Writes people, their roles, organizations and doctors' profiles.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, state: &AppState, password_hash: &str) -> ApiResult<Scene> {
    let mut scene = Scene { now: state.clock.now(), people: BTreeMap::new(), organizations: BTreeMap::new() };
    for person in &PEOPLE {
        let ctx = scene.visitor(120.0, "create_account");
        let existing = account::Entity::find().filter(account::Column::Email.eq(person.email)).one(txn).await?;
        let id = match existing {
            Some(account) => account.id,
            None => {
                let new = Provision {
                    email: person.email.to_owned(),
                    password_hash: password_hash.to_owned(),
                    display_name: person.name.to_owned(),
                    locale: Locale::Ja,
                    roles: person.roles.to_vec(),
                    prefecture_code: Some(OFFICERS_PREFECTURE.to_owned()),
                    totp_secret: is_staff(person).then(|| TOTP_SECRET.to_vec()),
                };
                accounts::provision(state, txn, &ctx, new).await?
            }
        };
        audit::record(txn, &ctx, AuditEntry::on("account", id.0)).await?;
        scene.people.insert(person.key, (id, person.roles.to_vec()));
    }
    for (key, name, member) in ORGANIZATIONS {
        let ctx = scene.ctx(member, 119.0, "create_organization")?;
        let id: OrganizationId = ctx.new_id();
        let row = organization::Model { id, name: name.to_owned(), created_at: ctx.now, version: 1 };
        row.into_active_model().reset_all().insert(txn).await?;
        let row = organization_member::Model { organization_id: id, account_id: ctx.account_id()?, joined_at: ctx.now };
        row.into_active_model().reset_all().insert(txn).await?;
        audit::record(txn, &ctx, AuditEntry::on("organization", id.0)).await?;
        scene.organizations.insert(key, (id, member));
    }
    write_doctors(txn, &scene).await?;
    write_wishes(txn, &scene).await?;
    Ok(scene)
}

async fn write_doctors(txn: &impl ConnectionTrait, scene: &Scene) -> ApiResult<()> {
    let year = scene.now.year();
    let surgeon = doctor::Model {
        account_id: scene.account("doctor")?,
        full_name: "架空 一郎".to_owned(),
        full_name_kana: "カクウ イチロウ".to_owned(),
        licence_number: "000001".to_owned(),
        licence_year: year - 24,
        specialties: codes(&[Specialty::Surgery, Specialty::Gastroenterology]),
        years_of_practice: 24,
        employer: "架空中央大学病院".to_owned(),
        phone: "090-0000-0001".to_owned(),
        wishes: DoctorWishes {
            prefectures: vec!["04".into(), "03".into(), "20".into()],
            employment: vec![Employment::FullTime],
            start: "来年の春ごろ".into(),
            about: "消化器外科で20年あまり働いてきました。手術から少しずつ離れ、地域で外来・病棟・在宅を通して患者さんを診たいと考えています。総合医育成プログラムを受講中です。学びながら働ける環境を探しています。".into(),
        },
        disclosure: Disclosure::default(),
        licence_status: LicenceStatus::Checked,
        licence_since: scene.ago(78.0),
        licence_reason: None,
        licence_note: String::new(),
        licence_doubted_at: None,
        licence_version: 2,
        created_at: scene.ago(80.0),
        updated_at: scene.ago(30.0),
        version: 2,
    };
    let cardiologist = doctor::Model {
        account_id: scene.account("doctor2")?,
        full_name: "架空 﨑子".to_owned(),
        full_name_kana: "カクウ サキコ".to_owned(),
        licence_number: "000002".to_owned(),
        licence_year: year - 18,
        specialties: codes(&[Specialty::Cardiology, Specialty::InternalMedicine]),
        years_of_practice: 18,
        employer: "架空いしのまき浜病院".to_owned(),
        phone: "090-0000-0002".to_owned(),
        wishes: DoctorWishes {
            prefectures: Vec::new(),
            employment: vec![Employment::PartTime],
            start: "半年以内".into(),
            about: "循環器内科の勤務を続けながら、月に数日から総合診療を学びたいです。将来は離島やへき地で働くことも考えています。".into(),
        },
        disclosure: Disclosure { specialties: true, years: true, wishes: true, ..Disclosure::default() },
        licence_status: LicenceStatus::Declared,
        licence_since: scene.ago(60.0),
        licence_reason: None,
        licence_note: String::new(),
        licence_doubted_at: None,
        licence_version: 1,
        created_at: scene.ago(60.0),
        updated_at: scene.ago(60.0),
        version: 1,
    };
    for (key, row) in [("doctor", surgeon), ("doctor2", cardiologist)] {
        let ctx = scene.ctx(key, 60.0, "save_doctor_profile")?;
        row.into_active_model().reset_all().insert(txn).await?;
        audit::record(txn, &ctx, AuditEntry::on("doctor", ctx.account_id()?.0)).await?;
    }
    let ctx = scene.ctx("secretariat", 78.0, "decide_licence_check")?;
    let entry = AuditEntry::on("licence_check", scene.account("doctor")?.0);
    audit::record(txn, &ctx, entry.change("status", LicenceStatus::Declared, LicenceStatus::Checked)).await?;
    Ok(())
}

/// The demo surgeon's wishes for matching.
async fn write_wishes(txn: &impl ConnectionTrait, scene: &Scene) -> ApiResult<()> {
    let musts = [
        Wish::Prefectures { any_of: vec!["03".into(), "04".into(), "20".into()] },
        Wish::Engagements { any_of: vec![Engagement::FullTime] },
        Wish::NightDuties { at_most: 2 },
        Wish::DutyPermit {},
        Wish::Pay { at_least: vec![PayFloor { unit: PayUnit::Year, yen: Yen(12_000_000) }] },
    ];
    let good = [
        Wish::PriorityArea {},
        Wish::Specialties { any_of: vec![Specialty::GeneralPractice] },
        Wish::Benefit { benefit: Benefit::Housing },
        Wish::Benefit { benefit: Benefit::SideWork },
        Wish::Guidance {},
        Wish::ProgrammeHours { at_least: 4 },
    ];
    let musts = musts.map(|wish| WeightedWish { weight: Weight::Must, wish });
    let good = good.map(|wish| WeightedWish { weight: Weight::GoodToHave, wish });
    let wishes = Wishes { wishes: musts.into_iter().chain(good).collect() }.normalized();
    let ctx = scene.ctx("doctor", 28.0, "save_wishes")?;
    let account_id = ctx.account_id()?;
    let row = doctor_wishes::Model { account_id, wishes, version: 1, updated_at: ctx.now };
    row.into_active_model().reset_all().insert(txn).await?;
    audit::record(txn, &ctx, AuditEntry::on("doctor_wishes", account_id.0)).await
}

fn codes(specialties: &[Specialty]) -> Vec<String> {
    specialties.iter().map(|specialty| specialty.code().to_owned()).collect()
}

/// What to sign in with, a line each: role, address, password, and the staff's key for codes. Scripts read the columns.
#[must_use]
pub fn table() -> Vec<String> {
    let mut lines = vec!["Demo accounts. All of them, and every institution here, are fictional (架空).".to_owned()];
    for person in &PEOPLE {
        let role: &'static str = person.roles.first().map_or("", |role| (*role).into());
        let key = if is_staff(person) { totp::base32(TOTP_SECRET) } else { String::new() };
        lines.push(format!("  {role:<20}{:<30}{PASSWORD:<20}{key:<34}{}", person.email, person.name));
    }
    lines.push("Staff also enter a code: add the key to an authenticator app, or print one with  api demo-code".to_owned());
    lines
}

fn is_staff(person: &Person) -> bool {
    person.roles.iter().any(|role| role.is_staff())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::validate::Violations;

    #[test]
    fn the_password_could_be_anybodys() {
        for person in &PEOPLE {
            let mut violations = Violations::default();
            domain::account::check_password(&mut violations, "password", PASSWORD, person.email);
            assert!(violations.is_empty());
        }
    }

    #[test]
    fn everybody_says_that_they_are_fictional() {
        assert!(PEOPLE.iter().all(|person| person.name.starts_with("架空")));
        assert!(ORGANIZATIONS.iter().all(|(_, name, _)| name.contains("架空")));
    }
}
