//! What a doctor and an institution say to each other, and whom a doctor blocked.

use super::{
    act::{delete, get, post, put},
    world::World,
};
use crate::support::{
    Client,
    conversation::{advance, asked, listed_institution, write},
};
use serde_json::json;
use uuid::Uuid;

pub const THREAD: &[&str] = &[
    "advance_inquiry",
    "create_inquiry",
    "create_inquiry_quote",
    "get_inquiry",
    "list_identity_shares",
    "list_inquiries",
    "list_inquiry_quotes",
    "print_inquiry_quote",
    "send_message",
    "share_identity",
];
pub const DRAFTS: &[&str] = &["get_message_draft", "save_message_draft"];
pub const BLOCKS: &[&str] = &["block_institution", "list_blocks", "unblock_institution"];

#[actix_web::test]
async fn an_inquiry_is_its_two_sides() {
    let world = World::new().await;
    let (a, b) = (&world.a, &world.b);
    let ((_, ours), (_, theirs)) = (world.publish(a).await, world.publish(b).await);
    let question = json!({ "institution_id": ours, "body": "甲の見学は可能でしょうか。" });
    let inquiry = world.with_one_key(&a.doctor, &b.doctor, post("/inquiries", question)).await.text("/id");
    let foreign = asked(&b.doctor, theirs.parse().unwrap()).await;

    let path = format!("/inquiries/{inquiry}");
    let (doctor, institution): ([&Client; 3], [&Client; 3]) = ([&a.doctor, &a.member, &a.colleague], [&a.member, &a.colleague, &a.doctor]);
    world.only(&doctor, get(&path)).await;
    world.only(&institution, post(format!("{path}/messages"), json!({ "body": "お越しください。" }))).await;
    world.only(&doctor, post(format!("{path}/messages"), json!({ "body": "伺います。" }))).await;
    world.only(&institution, post(format!("{path}/advance"), json!({ "event": "arrange_visit" }))).await;

    let quotes = format!("{path}/quotes");
    let plan = json!({ "plan": crate::support_application::plan() });
    let quote = world.only(&doctor, post(&quotes, plan)).await.text("/id");
    world.only(&institution, get(&quotes)).await;
    world.only(&doctor, get(format!("{quotes}/{quote}/pdf"))).await;
    for who in [&b.doctor, &b.member] {
        world.mixed(who, get(format!("/inquiries/{foreign}/quotes/{quote}/pdf"))).await.refused(404, "not_found");
    }

    world.only(&doctor, post(format!("{path}/share-identity"), json!({}))).await;
    world.apart(&b.doctor, post(format!("/inquiries/{foreign}/share-identity"), json!({})), &[&inquiry]).await;
    world.own(get("/me/identity-shares"), [(&a.doctor, &inquiry), (&b.doctor, &foreign)]).await;
    world.own(get("/inquiries?side=institution"), [(&a.member, &inquiry), (&b.member, &foreign)]).await;
    world.own(get("/inquiries?side=doctor"), [(&a.doctor, &inquiry), (&b.doctor, &foreign)]).await;
    // What goes on in one leaves the other as it is.
    let before = world.etag(&a.doctor, &path).await;
    write(&b.member, &foreign, "お越しください。").await.expect(201);
    write(&b.doctor, &foreign, "伺います。").await.expect(201);
    advance(&b.member, &foreign, "arrange_visit").await.expect(200);
    assert_eq!(world.etag(&a.doctor, &path).await, before);
    world.tried(THREAD);
}

#[actix_web::test]
async fn a_block_is_the_doctors_own() {
    let world = World::new().await;
    let (a, b) = (&world.a, &world.b);
    let [common, first, second] = [
        listed_institution(&world.app).await.institution,
        listed_institution(&world.app).await.institution,
        listed_institution(&world.app).await.institution,
    ];
    let block = |institution: Uuid| put(format!("/me/blocks/{institution}"), json!({}));
    let owner = a.doctor.account_id;
    for institution in [common, first] {
        block(institution).by(&a.doctor, None).await.expect(204);
    }
    for institution in [common, second] {
        world.apart(&b.doctor, block(institution), &[&owner]).await;
    }
    world.own(get("/me/blocks"), [(&a.doctor, &first), (&b.doctor, &second)]).await;
    world.apart(&b.doctor, delete(format!("/me/blocks/{common}")), &[&owner]).await;
    assert!(!get("/me/blocks").by(&b.doctor, None).await.items().to_string().contains(&common.to_string()));
    world.tried(BLOCKS);
}

/// Even the people of one organization have drafts of their own.
#[actix_web::test]
async fn a_draft_is_its_writers_own() {
    let world = World::new().await;
    let (a, b) = (&world.a, &world.b);
    let (_, ours) = world.publish(a).await;
    let question = json!({ "institution_id": ours, "body": "見学は可能でしょうか。" });
    let inquiry = world.with_one_key(&a.doctor, &b.doctor, post("/inquiries", question)).await.text("/id");
    let of_thread = format!("/me/message-drafts/{inquiry}");
    let sentence = |who: &str| format!("{who}の書きかけです。");
    let keep = |path: &str, who: &str| put(path, json!({ "body": sentence(who) }));
    world.only(&[&a.doctor, &a.member, &a.colleague], keep(&of_thread, "甲")).await;
    for (who, name) in [(&a.doctor, "医師"), (&a.member, "担当者"), (&a.colleague, "同僚")] {
        keep(&of_thread, name).by(who, None).await.expect(200);
    }
    let [doctor, member, colleague] = ["医師", "担当者", "同僚"].map(sentence);
    world.own(get(&of_thread), [(&a.doctor, &doctor), (&a.member, &member)]).await;
    world.own(get(&of_thread), [(&a.colleague, &colleague), (&b.member, &"\"body\":\"\"")]).await;
    world.tried(DRAFTS);
}
