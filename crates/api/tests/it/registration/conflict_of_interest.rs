//! Nobody on the staff decides about an organization that they belong or belonged to.

use crate::support::{Client, Published, TestApp, complete_content, member_step, published_institution, saved_draft, staff_step};
use api::entity::organization_member;
use domain::{actor::Role, ids::OrganizationId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

/// Somebody who sits on both sides of the staff and belongs to the organization.
pub(super) async fn insider(app: &TestApp, organization_id: OrganizationId) -> Client {
    let person = app.person("兼任 四郎", &[Role::Secretariat, Role::CommitteeMember, Role::InstitutionMember]).await;
    let row = organization_member::ActiveModel {
        organization_id: Set(organization_id),
        account_id: Set(person.account_id),
        joined_at: Set(app.state.clock.now()),
    };
    row.insert(&app.state.db).await.expect("a member");
    person
}

/// Reads a registration that the person may not decide about: it says so, and no capacity is offered.
async fn nothing_is_offered(person: &Client, registration_id: &str) {
    let read = person.get(&format!("/registrations/{registration_id}/review")).await.expect(200).json();
    assert_eq!((&read["conflict_of_interest"], &read["capacities"]), (&json!(true), &json!([])));
}

/// Asks for every act of the staff on what is published, and on its corrections.
async fn every_act_is_refused(published: &Published, person: &Client, change_request: &str) {
    let (institution, reason) = (format!("/institutions/{}", published.institution_id), json!({ "reason": "x" }));
    staff_step(person, &published.registration_id, "revoke", reason.clone()).await.refused(403, "conflict_of_interest");
    person.post(&format!("{institution}/pause"), reason.clone()).await.refused(403, "conflict_of_interest");
    person.act(&format!("/change-requests/{change_request}/apply")).await.refused(403, "conflict_of_interest");
    person.post(&format!("/change-requests/{change_request}/refuse"), reason).await.refused(403, "conflict_of_interest");
}

#[actix_web::test]
async fn a_member_on_the_staff_takes_no_step_on_an_application() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let person = insider(&app, member.organization_id).await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    nothing_is_offered(&person, &id).await;
    staff_step(&person, &id, "start-review", json!({})).await.refused(403, "conflict_of_interest");
    staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    staff_step(&person, &id, "forward", json!({})).await.refused(403, "conflict_of_interest");
    staff_step(&person, &id, "return", json!({ "reason": "x" })).await.refused(403, "conflict_of_interest");
    staff_step(&secretariat, &id, "forward", json!({})).await.expect(200);
    staff_step(&person, &id, "confirm", json!({})).await.refused(403, "conflict_of_interest");
    staff_step(&committee, &id, "confirm", json!({})).await.expect(200);
}

#[actix_web::test]
async fn leaving_the_organization_does_not_open_what_it_published_either() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let organization = published.member.organization_id;
    let person = insider(&app, organization).await;
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["headline"] = json!("新しい見出し");
    let path = format!("/registrations/{}/change-requests", published.registration_id);
    let request = published.member.post(&path, json!({ "content": content, "note": "見出し" })).await.expect(201).text("/id");
    every_act_is_refused(&published, &person, &request).await;
    published.member.delete(&format!("/organizations/{organization}/members/{}", person.account_id)).await.expect(204);
    every_act_is_refused(&published, &person, &request).await;
    nothing_is_offered(&person, &published.registration_id).await;
    let read = published.review().await.json();
    assert_eq!((&read["conflict_of_interest"], &read["capacities"]), (&json!(false), &json!(["secretariat"])));
    // Others on the staff can, and what belongs to another organization is open to this person.
    published.secretariat.act(&format!("/change-requests/{request}/apply")).await.expect(200);
    let other = published_institution(&app).await;
    let pause = json!({ "reason": "移転のため。" });
    person.post(&format!("/institutions/{}/pause", other.institution_id), pause).await.expect(204);
}
