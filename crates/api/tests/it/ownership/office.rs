//! What the secretariat and administrators decide about, whoever of them began it.

use super::{
    act::{act, delete, get, post, put, upload},
    world::World,
};
use crate::{
    places::file,
    registry::{HEAD, hospitals, rows},
    subsidy::rule,
    support::conversation::sql,
};
use chrono::TimeDelta;
use domain::subsidy::SchemeCode;
use serde_json::json;

pub const RULES_AND_STAFF: &[&str] = &[
    "close_subsidy_rule",
    "create_reason_template",
    "create_staff_invitation",
    "create_subsidy_rule",
    "remove_reason_template",
    "replace_subsidy_rule",
    "revoke_staff_invitation",
    "revoke_staff_role",
    "withdraw_subsidy_rule",
    "save_reason_template",
];
pub const ACCOUNTS: &[&str] =
    &["approve_second_factor_reset", "create_second_factor_reset", "resume_account", "suspend_account", "withdraw_second_factor_reset"];
pub const REGISTRY: &[&str] =
    &["acknowledge_registry_difference", "apply_registry_import", "discard_registry_import", "get_registry_import"];

#[actix_web::test]
async fn rules_and_staff_are_kept_by_their_office() {
    let world = World::new().await;
    let office = [&world.secretariat];
    let second = world.app.secretariat().await;
    let content = rule(SchemeCode::ClinicEquipment, "2030-04-01", None);
    let entered = world.with_one_key(&world.secretariat, &second, post("/subsidy-rules", content.clone())).await;
    let path = format!("/subsidy-rules/{}", entered.text("/id"));
    world.only(&office, put(&path, content).at("\"1\"")).await;
    world.only(&office, post(format!("{path}/close"), json!({ "valid_until": "2031-03-31" })).at("\"2\"")).await;
    world.only(&office, post(format!("{path}/withdraw"), json!({ "reason": "入力を誤りました。" })).at("\"3\"")).await;

    let text = json!({ "title": "病床数", "body": "病床数をご確認ください。" });
    let entered = world.with_one_key(&world.secretariat, &second, post("/reason-templates", text.clone())).await;
    let path = format!("/reason-templates/{}", entered.text("/id"));
    world.only(&office, put(&path, text).at("\"1\"")).await;
    world.only(&office, delete(&path)).await;

    let another = world.app.administrator().await;
    let invite = json!({ "email": world.app.new_address(), "role": "secretariat", "locale": "ja" });
    let invited = post("/staff-invitations", invite.clone()).by(&another, Some("one-key")).await.expect(201).text("/id");
    let again = post("/staff-invitations", invite).by(&world.administrator, Some("one-key")).await.expect(201).text("/id");
    assert_ne!(invited, again);
    world.only(&[&world.administrator], delete(format!("/staff-invitations/{again}"))).await;
    world.only(&[&world.administrator], delete(format!("/staff/{}/roles/secretariat", second.account_id))).await;
    let left = get("/staff").by(&world.administrator, None).await.expect(200).json().to_string();
    assert!(left.contains(&world.secretariat.account_id.to_string()) && !left.contains(&second.account_id.to_string()), "{left}");
    world
        .only(&[&world.administrator], post("/staff-invitations", json!({ "email": world.app.new_address(), "role": "secretariat" })))
        .await;
    world.tried(RULES_AND_STAFF);
}

#[actix_web::test]
async fn accounts_of_the_staff_are_looked_after_by_administrators() {
    let world = World::new().await;
    let (another, person) = (world.app.administrator().await, world.app.secretariat().await);
    let office = [&world.administrator];
    let staff = format!("/staff/{}", person.account_id);
    world.only(&office, post(format!("{staff}/suspend"), json!({ "reason": "端末の紛失のため。" }))).await;
    world.only(&office, act(format!("{staff}/resume"))).await;

    world.app.clock.advance(TimeDelta::minutes(1));
    let ask = post("/second-factor-resets", json!({ "account_id": person.account_id, "reason": "端末の故障。電話で本人を確認。" }));
    let asked = world.only(&office, ask.clone()).await.text("/id");
    world.only(&office, delete(format!("/second-factor-resets/{asked}"))).await;
    let asked = world.only(&office, ask).await.text("/id");
    world.only(&[&another], act(format!("/second-factor-resets/{asked}/approve"))).await;
    world.tried(ACCOUNTS);
}

#[actix_web::test]
async fn editions_of_the_official_list_are_kept_by_the_secretariat() {
    let world = World::new().await;
    let office = [&world.secretariat];
    let submit = async |day: &str| {
        let path = format!("/registry-imports?dataset=hospitals&file_name=hospitals_{day}.csv");
        let seen = upload(path, "text/csv", rows()).by(&world.secretariat, None).await.expect(201);
        (format!("/registry-imports/{}", seen.text("/id")), seen.etag())
    };
    let (discarded, _) = submit("20250601").await;
    world.only(&office, act(format!("{discarded}/discard"))).await;
    let (applied, etag) = submit("20250601").await;
    world.only(&office, get(&applied)).await;
    world.only(&office, act(format!("{applied}/apply")).at(etag)).await;

    let list = format!("/organizations/{}/registrations", world.a.organization());
    let draft = post(list, json!({ "registry_code": "04001" })).by(&world.a.member, None).await.expect(201).text("/id");
    let submitted = "UPDATE registration SET status = 'submitted', reference_number = 'R-1' WHERE id = $1::uuid";
    sql(&world.app, submitted, vec![draft.into()]).await;
    let newer =
        format!("{HEAD}\n04001,架空新白石病院,カクウシンシロイシビョウイン,1,04,206,宮城県白石市架空1,38.0,140.6,www.example.jp,120\n");
    hospitals(&world.app, &file("hospitals_20260601.csv", newer)).await.unwrap();
    let difference = get("/registry-differences").by(&world.secretariat, None).await.expect(200).text("/items/0/id");
    world.only(&office, act(format!("/registry-differences/{difference}/acknowledge"))).await;
    world.tried(REGISTRY);
}
