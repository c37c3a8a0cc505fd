//! What everybody keeps of themselves: account, sessions, second factor, profile, licence.

use super::{
    act::{Act, act, delete, get, patch, post, put, upload},
    world::World,
};
use crate::{
    accounts::second_factor::base32,
    support::{Answer, Client, PASSWORD, TOTP_SECRET, conversation::profile},
};
use api::platform::auth::totp;
use serde_json::{Value, json};
use std::fmt::Display;

pub const ACCOUNT: &[&str] = &[
    "change_password",
    "delete_all_sessions",
    "delete_me",
    "delete_session",
    "export_me",
    "get_doctor_profile",
    "get_me",
    "list_sessions",
    "prove_session",
    "regenerate_recovery_codes",
    "save_doctor_profile",
    "update_me",
];
pub const SECOND_FACTOR: &[&str] = &["confirm_totp", "remove_totp", "start_totp"];
pub const LICENCE: &[&str] =
    &["decide_licence_check", "get_licence_check", "open_licence_copy", "remove_licence_copy", "upload_licence_copy"];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nmade up";

fn session_of(person: &Client) -> String {
    person.identity.as_ref().unwrap().session_id.to_string()
}

/// What an app shows now, as a body.
fn code(world: &World, secret: &[u8]) -> Value {
    json!({ "code": totp::code_at(secret, world.app.state.clock.now()).unwrap() })
}

/// Sets up a second factor, and goes on in the session that it begins.
async fn set_up_second_factor(world: &World, person: &mut Client, send: impl AsyncFn(&Client, Act) -> Answer) {
    person.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    let secret = base32(&send(&*person, act("/me/totp")).await.text("/secret"));
    let confirmed = send(&*person, post("/me/totp/confirm", code(world, &secret))).await;
    person.access_token = Some(confirmed.text("/sign_in/access_token"));
}

#[actix_web::test]
async fn an_account_is_its_persons() {
    let world = World::new().await;
    let (a, b) = (&world.a.doctor, &world.b.doctor);
    let (owner, stranger) = (a.account_id, b.account_id);
    let employer = |name: &str| {
        let mut profile = profile();
        profile["employer"] = json!(name);
        put("/me/doctor-profile", profile).at("\"1\"")
    };
    employer("架空甲診療所").by(a, None).await.expect(200);
    world.apart(b, employer("架空乙診療所"), &[&owner]).await;
    world.apart(b, patch("/me", json!({ "display_name": "架空 丙" })).at("\"1\""), &[&owner]).await;
    world.own(get("/me/doctor-profile"), [(a, &"架空甲診療所"), (b, &"架空乙診療所")]).await;
    world.own(get("/me"), [(a, &owner), (b, &stranger)]).await;
    world.own(get("/me/export"), [(a, &a.email), (b, &b.email)]).await;
    world.own(get("/me/export"), [(a, &"架空甲診療所"), (b, &"架空乙診療所")]).await;
    world.own(get("/me/export"), [(a, &session_of(a)), (b, &session_of(b))]).await;
    world.own(get("/sessions"), [(a, &session_of(a)), (b, &session_of(b))]).await;
    world.apart(b, post("/sessions/current/prove", json!({ "password": PASSWORD })), &[&owner]).await;

    let staff = (&world.secretariat, &world.administrator);
    post("/me/recovery-codes", code(&world, TOTP_SECRET)).by(staff.1, None).await.expect(200);
    world.apart(staff.0, post("/me/recovery-codes", code(&world, TOTP_SECRET)), &[&staff.1.account_id]).await;

    let change = json!({ "current_password": PASSWORD, "new_password": "another-good-pass-9" });
    world.apart(b, post("/me/change-password", change), &[&owner]).await;
    world.apart(b, delete("/sessions/current"), &[&owner]).await;
    world.apart(&world.b.member, delete("/sessions"), &[&world.a.member.account_id, &world.b.colleague.account_id]).await;
    let leaving = post("/me/delete", json!({ "password": PASSWORD }));
    let staying = [&owner as &dyn Display, &world.a.member.account_id, &world.a.organization(), &world.b.member.account_id];
    world.apart(&world.b.colleague, leaving, &staying).await;
    world.tried(ACCOUNT);
}

#[actix_web::test]
async fn a_second_factor_is_its_persons() {
    let world = World::new().await;
    let (mut a, mut b) = (world.app.doctor("架空 甲").await, world.app.doctor("架空 乙").await);
    let owner = a.account_id;
    set_up_second_factor(&world, &mut a, async |who, act| act.by(who, None).await.expect(200)).await;
    set_up_second_factor(&world, &mut b, async |who, act| world.apart(who, act, &[&owner]).await).await;
    b.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    world.apart(&b, delete("/me/totp"), &[&owner]).await;
    world.tried(SECOND_FACTOR);
}

#[actix_web::test]
async fn a_licence_and_its_copy_are_the_doctors_and_the_checking_staffs() {
    let world = World::new().await;
    let (a, b) = (&world.a.doctor, &world.b.doctor);
    let copy = || upload("/me/licence-copy", "image/png", PNG);
    copy().by(a, None).await.expect(200);
    world.apart(b, copy(), &[&a.account_id]).await;
    let office = [&world.secretariat];
    let check = format!("/licence-checks/{}", a.account_id);
    let seen = world.only(&office, get(&check)).await;
    world.only(&office, get(format!("{check}/copy"))).await;
    world.only(&office, post(format!("{check}/decide"), json!({ "decision": "checked" })).at(seen.etag())).await;
    let another = world.app.doctor("架空 丁").await;
    copy().by(&another, None).await.expect(200);
    world.apart(b, delete("/me/licence-copy"), &[&another.account_id]).await;
    world.tried(LICENCE);
}
