//! What a doctor wishes for, and openings beside it.

use super::{
    act::{act, get, post, put},
    world::World,
};
use crate::opening::complete;
use serde_json::{Value, json};

pub const OPERATIONS: &[&str] = &["explain_opening", "get_wishes", "list_matches", "save_wishes"];

/// Wishes that an amount tells apart from others.
fn wishes(yen: i64) -> Value {
    json!({ "wishes": [{ "weight": "must", "wish": { "kind": "pay", "at_least": [{ "unit": "year", "yen": yen }] } }] })
}

#[actix_web::test]
async fn wishes_are_their_doctors_own() {
    let world = World::new().await;
    let (a, b, member) = (&world.a.doctor, &world.b.doctor, &world.a.member);
    let (_, institution) = world.publish(&world.a).await;
    let created = post(format!("/institutions/{institution}/openings"), json!({})).by(member, None).await.expect(201);
    let opening = created.text("/id");
    put(format!("/openings/{opening}/content"), json!({ "content": complete() })).at(created.etag()).by(member, None).await.expect(200);
    act(format!("/openings/{opening}/publish")).by(member, None).await.expect(200);

    put("/me/wishes", wishes(11_111_111)).by(a, None).await.expect(200);
    world.apart(b, put("/me/wishes", wishes(33_333_333)), &[&a.account_id]).await;
    world.apart(b, put("/me/wishes", wishes(22_222_222)).at("\"1\""), &[&a.account_id]).await;
    let marks = [(a, &11_111_111 as &dyn std::fmt::Display), (b, &22_222_222)];
    for path in ["/me/wishes".to_owned(), "/me/matches".to_owned(), format!("/openings/{opening}/match"), "/me/export".to_owned()] {
        world.own(get(path), marks).await;
    }
    world.tried(OPERATIONS);
}
