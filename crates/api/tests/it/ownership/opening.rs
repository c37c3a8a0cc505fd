//! An opening from its draft to its end, and what the secretariat does about it.

use super::{
    act::{act, delete, get, post, put},
    world::World,
};
use crate::{opening::complete, support::Client};
use serde_json::json;

pub const OPERATIONS: &[&str] = &[
    "confirm_opening",
    "create_opening",
    "discard_opening",
    "end_opening",
    "fill_opening",
    "get_own_opening",
    "list_own_openings",
    "pause_opening",
    "publish_opening",
    "resume_opening",
    "save_opening",
    "take_down_opening",
];

#[actix_web::test]
async fn an_opening_is_its_institutions_and_published_the_staff_reads_it_too() {
    let world = World::new().await;
    let (a, b, secretariat) = (&world.a, &world.b, &world.secretariat);
    let (_, institution) = world.publish(a).await;
    world.publish(b).await;
    let members: [&Client; 2] = [&a.member, &a.colleague];
    let create = format!("/institutions/{institution}/openings");
    let started = world.only(&members, post(&create, json!({})).of_public()).await;
    let path = format!("/openings/{}", started.text("/id"));
    let content = format!("{path}/content");
    world.only(&members, get(&content)).await;
    world.only(&members, put(&content, json!({ "content": complete() })).at(started.etag())).await;
    world.only(&members, get(format!("/organizations/{}/openings", a.organization()))).await;
    world.only(&members, act(format!("{path}/publish"))).await;
    for step in ["confirm", "pause", "resume"] {
        world.only(&members, act(format!("{path}/{step}")).of_public()).await;
    }
    world.only(&[&a.member, &a.colleague, secretariat, &world.committee], get(&content).of_public()).await;
    world.only(&[secretariat], post(format!("{path}/take-down"), json!({ "reason": "内容が事実と異なるため。" })).of_public()).await;

    for end in ["fill", "end"] {
        let path = format!("/openings/{}", post(&create, json!({ "copy_of": started.text("/id") })).by(&a.member, None).await.text("/id"));
        act(format!("{path}/publish")).by(&a.member, None).await.expect(200);
        world.only(&members, act(format!("{path}/{end}"))).await;
    }
    let draft = post(&create, json!({})).by(&a.member, None).await.expect(201).text("/id");
    world.only(&members, delete(format!("/openings/{draft}"))).await;
    world.tried(OPERATIONS);
}
