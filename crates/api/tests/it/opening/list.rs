//! The list of openings: filters, orders, pages, and parameters that are refused.

use super::{open_with, step, titles};
use crate::support::{TestApp, published_institution, published_with};
use chrono::TimeDelta;
use serde_json::json;

/// Three openings of two institutions, the second in another name; the last is the newest.
async fn three(app: &TestApp) -> [String; 2] {
    let first = published_institution(app).await;
    let second = published_with(app, |content| {
        content["public"]["name"] = json!("架空みなみ病院");
    })
    .await;
    open_with(&first, |content| content["title"] = json!("常勤の総合医")).await;
    app.clock.advance(TimeDelta::seconds(1));
    open_with(&first, |content| {
        content["title"] = json!("当直のない外科医");
        content["specialties"] = json!(["surgery"]);
        content["engagement"] = json!("part_time");
        content["pay_from"] = json!(50_000);
        content["pay_to"] = json!(null);
        content["pay_unit"] = json!("half_day");
        content["night_duties_per_month"] = json!(0);
        content["day_duties_per_month"] = json!(0);
        content["on_call_per_month"] = json!(0);
        content["half_days_per_week"] = json!(2);
        content["offered"] = json!(["housing", "childcare"]);
    })
    .await;
    app.clock.advance(TimeDelta::seconds(1));
    open_with(&second, |content| {
        content["title"] = json!("代診の医師");
        content["engagement"] = json!("substitute");
        content["pay_to"] = json!(20_000_000);
        content["starts_on"] = json!("2099-04-01");
        content["duty_permit"] = json!("all");
        content["night_duties_per_month"] = json!(null);
    })
    .await;
    [first.institution_id, second.institution_id]
}

#[actix_web::test]
async fn filters_combine_and_what_is_not_stated_does_not_pass() {
    let app = TestApp::start().await;
    let [first, second] = three(&app).await;
    let (full, surgeon, stand_in) = ("常勤の総合医", "当直のない外科医", "代診の医師");
    for (question, found) in [
        (String::new(), vec![stand_in, surgeon, full]),
        (format!("?institution_id={first}"), vec![surgeon, full]),
        (format!("?institution_id={second}&specialties=surgery"), vec![]),
        ("?prefectures=04,05".to_owned(), vec![stand_in, surgeon, full]),
        ("?prefectures=05".to_owned(), vec![]),
        ("?specialties=surgery,pediatrics".to_owned(), vec![surgeon]),
        ("?engagements=full_time,part_time".to_owned(), vec![surgeon, full]),
        ("?benefits=housing,childcare".to_owned(), vec![surgeon]),
        ("?pay_unit=year&pay_at_least=17000000".to_owned(), vec![stand_in]),
        ("?night_duties_at_most=2".to_owned(), vec![surgeon, full]),
        ("?on_call_at_most=3".to_owned(), vec![surgeon]),
        ("?half_days_at_most=5".to_owned(), vec![surgeon]),
        ("?permit=true".to_owned(), vec![stand_in, surgeon]),
        ("?permit=false".to_owned(), vec![stand_in, surgeon, full]),
        ("?starts_by=2030-01-01".to_owned(), vec![surgeon, full]),
        ("?pay_unit=year&sort=pay".to_owned(), vec![stand_in, full]),
        ("?q=外科".to_owned(), vec![surgeon]),
        ("?q=みなみ".to_owned(), vec![stand_in]),
        ("?q=訪問診療 常勤".to_owned(), vec![full]),
        ("?specialties=&q=".to_owned(), vec![stand_in, surgeon, full]),
    ] {
        assert_eq!(titles(&app, &question).await, found, "{question}");
    }
}

#[actix_web::test]
async fn pages_follow_one_another_in_both_orders() {
    let app = TestApp::start().await;
    three(&app).await;
    for (order, sorted) in
        [("", vec!["代診の医師", "当直のない外科医", "常勤の総合医"]), ("&pay_unit=year&sort=pay", vec!["代診の医師", "常勤の総合医"])]
    {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = app.visitor().get(&format!("/openings?limit=1{order}{cursor}")).await.expect(200).json();
            found.extend(page["items"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, sorted, "{order}");
    }
    let next = app.visitor().get("/openings?limit=1").await.expect(200).text("/next_cursor");
    app.visitor().get(&format!("/openings?engagements=full_time&cursor={next}")).await.refused(400, "invalid_cursor");
    app.visitor().get("/openings?cursor=x").await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn equal_pay_and_what_ends_between_two_pages_hide_and_repeat_nothing() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let mut ids = Vec::new();
    for (from, to) in [(Some(10), Some(12)), (Some(10), Some(12)), (Some(12), None), (None, Some(12)), (Some(12), Some(12))] {
        let yen = |millions: Option<i64>| json!(millions.map(|millions| millions * 1_000_000));
        let id = open_with(&published, |content| (content["pay_from"], content["pay_to"]) = (yen(from), yen(to))).await;
        ids.push(id);
    }
    let by_agreement = open_with(&published, |content| {
        (content["pay_from"], content["pay_to"]) = (json!(null), json!(null));
        content["pay_by_agreement"] = json!("経験年数に応じて決めるため");
    })
    .await;
    let page = async |cursor: &str| {
        let page = app.visitor().get(&format!("/openings?limit=2&pay_unit=year&sort=pay&cursor={cursor}")).await.expect(200).json();
        let rows: Vec<String> = page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        (rows, page["next_cursor"].as_str().map(ToOwned::to_owned))
    };
    let (first, mut next) = page("").await;
    let unseen = ids.iter().find(|id| !first.contains(id)).unwrap().clone();
    for over in [&first[1], &unseen] {
        step(&published.member, over, "end").await.expect(200);
    }
    let mut rest = Vec::new();
    while let Some(cursor) = next {
        let (rows, after) = page(&cursor).await;
        rest.extend(rows);
        next = after;
    }
    assert_eq!(rest.pop(), Some(by_agreement), "what states no amount comes last");
    ids.retain(|id| !first.contains(id) && *id != unseen);
    ids.sort();
    rest.sort();
    assert_eq!(rest, ids);
}

#[actix_web::test]
async fn a_parameter_that_is_wrong_is_named() {
    let app = TestApp::start().await;
    for (question, pointer) in [
        ("prefectures=48", "/prefectures"),
        ("specialties=magic", "/specialties"),
        ("engagements=always", "/engagements"),
        ("benefits=gold", "/benefits"),
        ("pay_unit=hour", "/pay_unit"),
        ("pay_at_least=1", "/pay_unit"),
        ("sort=pay", "/pay_unit"),
        ("night_duties_at_most=32", "/night_duties_at_most"),
        ("starts_by=tomorrow", "/starts_by"),
        ("q=・", "/q"),
        ("colour=red", "/colour"),
    ] {
        let refused = app.visitor().get(&format!("/openings?{question}")).await.refused(400, "invalid_parameter");
        assert_eq!(refused.text("/errors/0/pointer"), pointer, "{question}");
    }
}
