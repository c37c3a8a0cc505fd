//! Openings beside a doctor's wishes: verdicts with both values, the order, and what is left out.

use super::{good, must, pay, titles, wish};
use crate::{
    opening::{open, open_with, step},
    support::{TestApp, conversation::block, published_institution, published_with},
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

#[actix_web::test]
async fn every_verdict_has_what_is_wanted_and_what_is_stated() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let doctor = app.doctor("架空 医師").await;
    let path = format!("/openings/{id}/match");
    assert_eq!(doctor.get(&path).await.expect(200).json(), json!({ "verdicts": [] }));

    let housing = json!({ "kind": "benefit", "benefit": "housing" });
    let places = json!({ "kind": "prefectures", "any_of": ["03"] });
    wish(
        &doctor,
        &[
            must(places.clone()),
            must(json!({ "kind": "duty_permit" })),
            must(pay(15_000_000)),
            good(housing.clone()),
            good(json!({ "kind": "guidance" })),
        ],
    )
    .await;
    let expected = json!({ "verdicts": [
        { "weight": "must", "wanted": places, "verdict": "not_met", "stated": { "kind": "prefecture", "code": "04" } },
        { "weight": "must", "wanted": { "kind": "duty_permit" }, "verdict": "not_stated" },
        {
            "weight": "must", "wanted": pay(15_000_000), "verdict": "met",
            "stated": { "kind": "pay", "unit": "year", "from": 12_000_000, "to": 16_000_000 },
        },
        { "weight": "good_to_have", "wanted": housing, "verdict": "met", "stated": { "kind": "benefit", "benefit": "housing", "offered": true } },
        { "weight": "good_to_have", "wanted": { "kind": "guidance" }, "verdict": "met", "stated": { "kind": "guidance", "holds": true } },
    ] });
    assert_eq!(doctor.get(&path).await.expect(200).json(), expected);
    let found = doctor.get("/me/matches").await.expect(200).items();
    assert_eq!((&found[0]["opening"]["id"], &found[0]["explanation"]), (&json!(id), &expected));
    assert_eq!(found[0]["opening"]["institution_name"], "架空中央病院");
}

#[actix_web::test]
async fn whether_an_institution_stands_in_an_area_is_looked_up() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    wish(&doctor, &[must(json!({ "kind": "priority_area" }))]).await;
    // 大河原町 lies in 仙南, 仙台市 in no area.
    let inside = published_with(&app, |content| content["public"]["municipality_code"] = json!("04321")).await;
    let outside = published_institution(&app).await;
    open_with(&inside, |content| content["title"] = json!("区域の中")).await;
    open_with(&outside, |content| content["title"] = json!("区域の外")).await;
    let found = doctor.get("/me/matches").await.expect(200).items();
    let seen: Vec<(&Value, &Value)> =
        [0, 1].map(|n| (&found[n]["opening"]["title"], &found[n]["explanation"]["verdicts"][0]["verdict"])).to_vec();
    assert_eq!(seen, [(&json!("区域の中"), &json!("met")), (&json!("区域の外"), &json!("not_met"))]);
}

#[actix_web::test]
async fn what_meets_all_musts_comes_first_and_pages_follow_one_another() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let [all, unstated, missed] = ["すべて合う", "許可の記載がない", "給与が足りない"];
    let say = async |title: &str, change: Value| {
        open_with(&published, |content| {
            content["title"] = json!(title);
            content["duty_permit"] = json!("all");
            for (field, value) in change.as_object().unwrap() {
                content[field] = value.clone();
            }
        })
        .await;
        app.clock.advance(TimeDelta::seconds(1));
    };
    say(all, json!({})).await;
    say(unstated, json!({ "duty_permit": null })).await;
    say(missed, json!({ "pay_from": 8_000_000, "pay_to": 9_000_000 })).await;

    let doctor = app.doctor("架空 医師").await;
    assert_eq!(titles(&doctor).await, [missed, unstated, all], "without wishes, the newest come first");
    wish(&doctor, &[must(json!({ "kind": "duty_permit" })), must(pay(15_000_000))]).await;
    assert_eq!(titles(&doctor).await, [all, unstated, missed]);

    let (mut found, mut path) = (Vec::new(), "/me/matches?limit=1".to_owned());
    let mut cursors = Vec::new();
    loop {
        let page = doctor.get(&path).await.expect(200).json();
        found.push(page["items"][0]["opening"]["title"].clone());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        cursors.push(cursor.to_owned());
        path = format!("/me/matches?limit=1&cursor={cursor}");
    }
    assert_eq!(found, [all, unstated, missed]);
    // The order was that of other wishes.
    doctor.put_version("/me/wishes", "\"1\"", json!({ "wishes": [] })).await.expect(200);
    doctor.get(&format!("/me/matches?cursor={}", cursors[0])).await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn whom_the_doctor_blocked_and_what_is_not_shown_is_left_out() {
    let app = TestApp::start().await;
    let (blocked, paused, shown) =
        (published_institution(&app).await, published_institution(&app).await, published_institution(&app).await);
    open_with(&blocked, |content| content["title"] = json!("ブロックした医療機関")).await;
    app.clock.advance(TimeDelta::seconds(1));
    let gone = open_with(&paused, |content| content["title"] = json!("休止した医療機関")).await;
    open_with(&shown, |content| content["title"] = json!("掲載中の医療機関")).await;
    let filled = open_with(&shown, |content| content["title"] = json!("決まった募集")).await;
    let (doctor, other) = (app.doctor("架空 医師").await, app.doctor("架空 同僚").await);
    assert_eq!(titles(&doctor).await.len(), 4);

    block(&doctor, blocked.institution_id.parse().unwrap()).await.expect(204);
    paused.member.post(&format!("/institutions/{}/own-pause", paused.institution_id), json!({ "reason": "移転" })).await.expect(200);
    step(&shown.member, &filled, "fill").await.expect(200);
    assert_eq!(titles(&doctor).await, ["掲載中の医療機関"]);
    assert_eq!(titles(&other).await, ["掲載中の医療機関", "ブロックした医療機関"], "a block is its doctor's own");

    for closed in [&gone, &filled] {
        doctor.get(&format!("/openings/{closed}/match")).await.refused(410, "opening_closed");
    }
    doctor.get(&format!("/openings/{}/match", Uuid::new_v4())).await.refused(404, "not_found");
    let draft = crate::opening::draft(&shown, crate::opening::complete()).await;
    doctor.get(&format!("/openings/{draft}/match")).await.refused(404, "not_found");
}
