//! An organization, its people, and what it claims.

use super::{
    act::{act, delete, get, patch, post},
    world::World,
};
use crate::support::conversation::sql;
use serde_json::json;

pub const OPERATIONS: &[&str] = &[
    "claim_institution",
    "create_member_invitation",
    "create_organization",
    "get_organization",
    "list_member_invitations",
    "list_organizations",
    "remove_member",
    "reply_to_contact_message",
    "revoke_member_invitation",
    "settle_contact_message",
    "update_organization",
];

#[actix_web::test]
async fn an_organization_is_its_members() {
    let world = World::new().await;
    let (a, b) = (&world.a, &world.b);
    // Both members of an organization may do what one may.
    let members = [&a.member, &a.colleague];
    let path = format!("/organizations/{}", a.organization());
    let others = format!("/organizations/{}", b.organization());
    world.only(&members, get(&path)).await;
    let renamed = world.only(&members, patch(&path, json!({ "name": "医療法人 甲会" })).at("\"1\"")).await;
    assert_eq!(renamed.text("/name"), "医療法人 甲会");
    world.own(get("/organizations"), [(&a.member, &a.organization()), (&b.member, &b.organization())]).await;
    world.with_one_key(&a.member, &b.member, post("/organizations", json!({ "name": "医療法人 同名会" }))).await;

    let invitations = format!("{path}/invitations");
    let address = world.app.new_address();
    let invited = world.only(&members, post(&invitations, json!({ "email": address, "locale": "ja" }))).await.text("/id");
    assert_eq!(world.only(&members, get(&invitations)).await.text("/items/0/email"), address);
    world.mixed(&b.member, delete(format!("{others}/invitations/{invited}"))).await.refused(404, "not_found");
    world.only(&members, delete(format!("{invitations}/{invited}"))).await;

    let code = "9904100001";
    let official = "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address)
        VALUES ($1, '2025-06-01', '架空大河原病院', 'カクウオオガワラビョウイン', 'hospital', '04', '04321', '宮城県柴田郡大河原町')";
    sql(&world.app, official, vec![code.into()]).await;
    let claim = json!({ "registry_code": code, "body": "開設者は甲です。" });
    world.only(&members, post(format!("{path}/institution-claims"), claim)).await;
    let message = get("/contact-messages").by(&world.secretariat, None).await.expect(200).text("/items/0/id");
    let answer = json!({ "body": "確認して、あらためてご連絡します。" });
    world.only(&[&world.secretariat], post(format!("/contact-messages/{message}/replies"), answer)).await;
    world.only(&[&world.secretariat], act(format!("/contact-messages/{message}/settle"))).await;

    let member = a.colleague.account_id;
    world.mixed(&b.member, delete(format!("{others}/members/{member}"))).await.refused(404, "not_found");
    world.only(&members, delete(format!("{path}/members/{member}"))).await;
    world.tried(OPERATIONS);
}
