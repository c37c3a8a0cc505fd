//! An institution's registration from its draft to its end, with corrections and pauses.

use super::{
    act::{act, delete, get, post, put},
    world::World,
};
use crate::support::Client;
use serde_json::{Value, json};

pub const OPERATIONS: &[&str] = &[
    "add_registration_note",
    "apply_change_request",
    "confirm_registration",
    "create_change_request",
    "create_registration",
    "get_registration",
    "get_restricted_listing",
    "list_organization_registrations",
    "forward_registration",
    "leave_registration",
    "pause_institution",
    "pause_own_institution",
    "print_registration",
    "refuse_change_request",
    "resume_institution",
    "resume_own_institution",
    "return_registration",
    "review_registration",
    "revoke_registration",
    "save_registration",
    "submit_registration",
    "start_registration_review",
    "take_registration",
    "withdraw_change_request",
    "withdraw_registration",
];

fn reason() -> Value {
    json!({ "reason": "確認のため。" })
}

#[actix_web::test]
async fn a_registration_is_its_institutions_and_each_step_is_for_whom_it_is() {
    let world = World::new().await;
    let (a, b, secretariat, committee) = (&world.a, &world.b, &world.secretariat, &world.committee);
    world.publish(b).await;
    let (member, checking): ([&Client; 2], [&Client; 1]) = ([&a.member, &a.colleague], [secretariat]);
    let list = format!("/organizations/{}/registrations", a.organization());
    let started = world.only(&member, post(&list, json!({}))).await;
    let path = format!("/registrations/{}", started.text("/id"));
    world.only(&member, put(&path, json!({ "content": a.content() })).at(started.etag())).await;
    world.only(&member, get(&path)).await;
    world.only(&member, get(&list)).await;

    let review = format!("{path}/review");
    let submit = async || world.only(&member, act(format!("{path}/submit")).at(world.etag(&a.member, &path).await)).await;
    let step = async |who: &[&Client], step: &str, body: Value| {
        let etag = world.etag(secretariat, &review).await;
        world.only(who, post(format!("{path}/{step}"), body).at(etag)).await
    };
    submit().await;
    world.only(&[secretariat, committee], get(&review)).await;
    let staff: [&Client; 2] = [secretariat, committee];
    world.only(&staff, post(format!("{path}/notes"), json!({ "body": "病床数を電話で確かめました。" }))).await;
    world.only(&staff, put(format!("{path}/assignee"), json!({}))).await;
    world.only(&staff, delete(format!("{path}/assignee"))).await;
    let pdf = world.only(&[&a.member, &a.colleague, secretariat, committee], get(format!("{path}/pdf"))).await;
    assert!(pdf.body.starts_with(b"%PDF"), "a document");
    step(&checking, "start-review", json!({})).await;
    step(&checking, "return", reason()).await;
    let institution = format!("/institutions/{}", submit().await.text("/institution_id"));
    step(&checking, "forward", json!({})).await;
    step(&[committee], "confirm", json!({})).await;
    let readers = [&a.member, &a.colleague, &a.doctor, &b.doctor, secretariat, committee];
    world.only(&readers, get(format!("{institution}/restricted")).of_public()).await;

    for (number, decision) in ["withdraw", "refuse", "apply"].into_iter().enumerate() {
        let mut content = get(&path).by(&a.member, None).await.expect(200).json()["content"].clone();
        content["public"]["headline"] = json!(format!("見出しの案{number}"));
        let asked = world.only(&member, post(format!("{path}/change-requests"), json!({ "content": content }))).await;
        let decide = format!("/change-requests/{}/{decision}", asked.text("/id"));
        match decision {
            "refuse" => world.only(&checking, post(decide, reason())).await,
            "apply" => world.only(&checking, act(decide)).await,
            _ => world.only(&member, act(decide)).await,
        };
    }
    world.only(&checking, post(format!("{institution}/pause"), reason())).await;
    world.only(&checking, act(format!("{institution}/resume"))).await;
    world.only(&member, post(format!("{institution}/own-pause"), reason())).await;
    world.only(&member, act(format!("{institution}/own-resume"))).await;
    world.only(&member, act(format!("{path}/withdraw"))).await;

    let (revoked, _) = world.publish(a).await;
    let etag = world.etag(secretariat, &format!("/registrations/{revoked}/review")).await;
    world.only(&checking, post(format!("/registrations/{revoked}/revoke"), reason()).at(etag)).await;
    world.tried(OPERATIONS);
}
