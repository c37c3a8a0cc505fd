//! Who reads what an institution shows to doctors only.

use super::{id_of, with_demo};
use api::entity::institution;
use domain::ids::InstitutionId;
use sea_orm::EntityTrait;

#[actix_web::test]
async fn only_doctors_the_checking_staff_and_the_own_people_read_it() {
    let app = with_demo().await;
    let id = id_of(&app, "みやぎ南").await;
    let path = format!("/institutions/{id}/restricted");
    let doctor = app.doctor("架空 医師").await;
    let read = doctor.get(&path).await.expect(200);
    assert_eq!(read.json()["profile"]["contact_name"], "架空 のぞみ");
    assert_eq!(read.header("cache-control"), "no-store");
    app.secretariat().await.get(&path).await.expect(200);
    app.committee_member().await.get(&path).await.expect(200);

    let row = institution::Entity::find_by_id(id.parse::<InstitutionId>().unwrap()).one(&app.state.db).await.unwrap().unwrap();
    app.member_of(row.organization_id).await.get(&path).await.expect(200);
    app.member().await.get(&path).await.refused(403, "not_allowed");
    app.administrator().await.get(&path).await.refused(403, "not_allowed");
    app.visitor().get(&path).await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn who_blocked_an_institution_does_not_look_into_its_organization() {
    let app = with_demo().await;
    let (blocked, sister, other) = (id_of(&app, "みやぎ南").await, id_of(&app, "くりはら").await, id_of(&app, "五島").await);
    let doctor = app.doctor("架空 医師").await;
    doctor.put(&format!("/me/blocks/{blocked}"), serde_json::json!({})).await;
    doctor.get(&format!("/institutions/{blocked}/restricted")).await.refused(403, "not_allowed");
    doctor.get(&format!("/institutions/{sister}/restricted")).await.refused(403, "not_allowed");
    doctor.get(&format!("/institutions/{other}/restricted")).await.expect(200);
}

#[actix_web::test]
async fn what_is_not_listed_is_not_there() {
    let app = with_demo().await;
    let doctor = app.doctor("架空 医師").await;
    doctor.get("/institutions/00000000-0000-7000-8000-000000000000/restricted").await.refused(404, "not_found");
}
