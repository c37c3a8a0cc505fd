//! An application for support from its draft to its report, and the money of a prefecture.

use super::{
    act::{delete, get, post, put, upload},
    area,
    world::World,
};
use crate::{
    support::Client,
    support_application::{
        MEETING, SENNAN, decision,
        documents::PDF,
        meetings::{hold, opinions},
        opinion,
        payment::fixing,
        plan, wanted,
    },
};
use serde_json::{Value, json};

pub const DRAFT: &[&str] = &[
    "add_support_document",
    "create_support_application",
    "get_support_application",
    "get_support_document",
    "list_my_support_applications",
    "print_support_application",
    "remove_support_document",
    "save_support_application",
    "submit_support_application",
    "withdraw_support_application",
];
pub const DECISION: &[&str] = &[
    "apply_support_application",
    "check_support_application",
    "check_support_report",
    "claim_support_application",
    "decide_support_application",
    "fix_support_amount",
    "export_support_applications",
    "list_meeting_applications",
    "list_support_applications",
    "pay_support_application",
    "print_meeting_packet",
    "print_support_form",
    "propose_support_application",
    "record_meeting_opinions",
    "record_council_opinion",
    "report_support_application",
    "return_support_application",
    "return_support_report",
    "select_support_application",
    "turn_down_support_application",
    "undo_support_application",
    "withdraw_support_claim",
];
pub const MONEY: &[&str] = &["get_support_budget", "save_support_budget", "try_what_if", "withdraw_support_budget"];

fn budget(amount: i64) -> Value {
    let source = json!({ "title": "架空の予算書", "section": "1ページ" });
    json!({ "fiscal_year": 2026, "scheme": "clinic_equipment", "amount_yen": amount, "source": source })
}

/// The number of an application.
async fn number_of(officer: &Client, path: &str) -> String {
    get(path).by(officer, None).await.expect(200).text("/reference_number")
}

/// Two institutions in areas of two prefectures, each with an application.
struct Stage {
    world: World,
    institutions: [String; 2],
    /// The area of the other prefecture.
    area: String,
    ours: String,
    theirs: String,
}

impl Stage {
    async fn set() -> Self {
        let world = World::new().await;
        let (a, b) = (&world.a, &world.b);
        let institutions = [world.publish(a).await.1, world.publish(b).await.1];
        let area = post("/priority-areas", area::area(b.municipality)).by(&b.officer, None).await.expect(201).text("/id");
        let wanted_by_a = post("/support-applications", wanted(&institutions[0], SENNAN, plan()));
        let ours = world.only(&[&a.member, &a.colleague], wanted_by_a).await.text("/id");
        let theirs = post("/support-applications", wanted(&institutions[1], &area, plan())).by(&b.member, None).await;
        let theirs = theirs.expect(201).text("/id");
        let [ours, theirs] = [ours, theirs].map(|id| format!("/support-applications/{id}"));
        Stage { world, institutions, area, ours, theirs }
    }

    /// A step that only these people may take on the own application.
    async fn step(&self, may: &[&Client], step: &str, body: Value) {
        let etag = self.world.etag(may[0], &self.ours).await;
        self.world.only(may, post(format!("{}/{step}", self.ours), body).at(etag)).await;
    }
}

#[actix_web::test]
async fn a_draft_and_its_documents_are_its_institutions() {
    let stage = Stage::set().await;
    let (world, a, b) = (&stage.world, &stage.world.a, &stage.world.b);
    let members = [&a.member, &a.colleague];
    world.only(&members, get(&stage.ours)).await;
    let draft = json!({ "priority_area_id": SENNAN, "plan": plan(), "purpose": "甲の計画" });
    world.only(&members, put(&stage.ours, draft).at("\"1\"")).await;
    world.own(get("/me/support-applications"), [(&a.member, &stage.institutions[0]), (&b.member, &stage.institutions[1])]).await;

    let documents = |application: &str| format!("{application}/documents");
    let add = || upload(format!("{}?name=a.pdf", documents(&stage.ours)), "application/pdf", PDF);
    let kept = world.only(&members, add()).await.text("/id");
    let removed = world.only(&members, add()).await.text("/id");
    let at = |document: &str| format!("{}/{document}", documents(&stage.ours));
    world.only(&members, get(at(&kept))).await;
    // The own application does not lead to another's document.
    let through = format!("{}/{kept}", documents(&stage.theirs));
    for act in [get(&through), delete(&through)] {
        world.mixed(&b.member, act).await.refused(404, "not_found");
    }
    world.only(&members, delete(at(&removed))).await;
    stage.step(&members, "submit", json!({})).await;
    let replace = format!("{}?name=a.pdf&replaces={kept}", documents(&stage.theirs));
    world.mixed(&b.member, upload(replace, "application/pdf", PDF)).await.refused(400, "invalid_parameter");
    let readers = [&a.officer, &a.member, &a.colleague];
    for path in [stage.ours.clone(), at(&kept), format!("{}/pdf", stage.ours)] {
        world.only(&readers, get(path)).await;
    }
    let etag = world.etag(&b.member, &stage.theirs).await;
    let withdraw = post(format!("{}/withdraw", stage.theirs), json!({ "reason": "取りやめます。" })).at(etag);
    world.only(&[&b.member, &b.colleague], withdraw).await;
    world.tried(DRAFT);
}

#[actix_web::test]
async fn an_application_is_decided_by_its_prefecture() {
    let stage = Stage::set().await;
    let (world, a, b) = (&stage.world, &stage.world.a, &stage.world.b);
    let (members, officer) = ([&a.member, &a.colleague], [&a.officer]);
    stage.step(&members, "submit", json!({})).await;
    stage.step(&officer, "return", json!({ "reason": "見積書を添えてください。" })).await;
    stage.step(&members, "submit", json!({})).await;
    stage.step(&officer, "check", json!({})).await;
    stage.step(&officer, "propose", json!({ "meeting_id": MEETING })).await;
    for council in ["regional_medical", "insurers"] {
        stage.step(&officer, "opinions", opinion(council, true)).await;
    }
    hold(&a.officer, MEETING, "2026-04-01").await;
    let said = opinions(&a.officer, &[(stage.ours.trim_start_matches("/support-applications/"), true)]).await;
    world.only(&officer, post(format!("/council-meetings/{MEETING}/opinions"), said)).await;
    for path in ["applications", "packet"] {
        world.only(&officer, get(format!("/council-meetings/{MEETING}/{path}"))).await;
    }
    stage.step(&officer, "select", json!({})).await;
    world.only(&[&a.officer, &a.member, &a.colleague], get(format!("{}/form?form=grant_application", stage.ours))).await;
    stage.step(&members, "apply", json!({})).await;
    stage.step(&officer, "decide", decision()).await;
    let report = || json!({ "summary": "始めました。", "amounts": decision()["amounts"] });
    stage.step(&members, "report", report()).await;
    stage.step(&officer, "return-report", json!({ "reason": "領収書を直してください。" })).await;
    stage.step(&members, "report", report()).await;
    stage.step(&officer, "check-report", json!({})).await;
    stage.step(&officer, "fix", fixing(7_000_000, 8_000_000)).await;
    stage.step(&members, "claim", json!({})).await;
    stage.step(&members, "withdraw-claim", json!({ "reason": "口座を確かめます。" })).await;
    stage.step(&members, "claim", json!({})).await;
    stage.step(&officer, "pay", json!({ "paid_on": "2026-04-01" })).await;
    stage.step(&officer, "undo", json!({ "reason": "日を誤りました。" })).await;

    let path = &stage.theirs;
    let theirs = async |who: &Client, step: &str, body: Value| {
        let etag = world.etag(who, path).await;
        post(format!("{path}/{step}"), body).at(etag)
    };
    theirs(&b.member, "submit", json!({})).await.by(&b.member, None).await.expect(200);
    theirs(&b.officer, "check", json!({})).await.by(&b.officer, None).await.expect(200);
    let elsewhere = theirs(&b.officer, "propose", json!({ "meeting_id": MEETING })).await;
    world.mixed(&b.officer, elsewhere).await.invalid("/meeting_id", "unknown_value");
    let [first, second] = &stage.institutions;
    world.own(get("/support-applications"), [(&a.officer, first), (&b.officer, second)]).await;
    let (ours, theirs_number) = ("04-2026-0001", number_of(&b.officer, path).await);
    world.own(get("/support-application-exports"), [(&a.officer, &ours), (&b.officer, &theirs_number.as_str())]).await;
    let calendar = get("/council-meetings?prefecture=04&fiscal_year=2026").by(&b.officer, None).await.expect(200).items();
    let meeting = calendar.as_array().unwrap().iter().find(|meeting| meeting["id"] == MEETING).unwrap().clone();
    let meeting = post("/council-meetings", meeting).by(&b.officer, None).await.expect(201).text("/id");
    theirs(&b.officer, "propose", json!({ "meeting_id": meeting })).await.by(&b.officer, None).await.expect(200);
    let turn_down = theirs(&b.officer, "turn-down", json!({ "reason": "理由" })).await;
    world.only(&[&b.officer], turn_down).await;
    world.tried(DECISION);
}

#[actix_web::test]
async fn money_is_its_prefectures() {
    let stage = Stage::set().await;
    let (world, a, b) = (&stage.world, &stage.world.a, &stage.world.b);
    post("/support-budgets", budget(11_000_000)).by(&a.officer, None).await.expect(200);
    world.apart(&b.officer, post("/support-budgets", budget(22_000_000)), &[&a.officer.account_id]).await;
    let mut second = budget(33_000_000);
    second["version"] = json!(1);
    world.apart(&b.officer, post("/support-budgets", second), &[&a.officer.account_id]).await;
    world.own(get("/support-budgets/2026"), [(&a.officer, &11_000_000), (&b.officer, &33_000_000)]).await;
    for officer in [&a.officer, &b.officer] {
        let mut next = budget(44_000_000);
        next["fiscal_year"] = json!(2027);
        post("/support-budgets", next).by(officer, None).await.expect(200);
    }
    let withdraw = json!({ "scheme": "clinic_equipment", "version": 1, "reason": "年度を誤りました。" });
    world.apart(&b.officer, post("/support-budgets/2027/withdraw", withdraw), &[&a.officer.account_id]).await;
    let what_if = post("/what-ifs", json!({ "on": "2026-04-01", "plan": plan() }));
    let [ours, theirs] = &stage.institutions;
    world.own(what_if, [(&a.officer, ours), (&b.officer, theirs)]).await;

    // What the councils of one prefecture agreed to binds no money of the other.
    let elsewhere = json!({ "priority_area_id": stage.area, "plan": plan(), "purpose": "別の県" });
    world.mixed(&b.member, put(&stage.ours, elsewhere).at("\"1\"")).await.refused(404, "not_found");
    stage.step(&[&a.member, &a.colleague], "submit", json!({})).await;
    for (step, body) in [("check", json!({})), ("propose", json!({ "meeting_id": MEETING }))] {
        stage.step(&[&a.officer], step, body).await;
    }
    for council in ["regional_medical", "insurers"] {
        stage.step(&[&a.officer], "opinions", opinion(council, true)).await;
    }
    let path = "/support-budgets/2026";
    let before = get(path).by(&b.officer, None).await.expect(200).json();
    stage.step(&[&a.officer], "select", json!({})).await;
    assert_eq!(get(path).by(&b.officer, None).await.expect(200).json(), before);
    let own = get(path).by(&a.officer, None).await.expect(200).json().to_string();
    assert!(own.contains(r#""committed_yen":8250000"#), "{own}");
    world.tried(MONEY);
}
