//! An institution's way to publication, through the API: hospital, secretariat, committee.

use super::{Answer, Client, TestApp};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

/// A published institution and the people who brought it there.
pub struct Published {
    pub member: Client,
    pub secretariat: Client,
    pub committee: Client,
    pub registration_id: String,
    pub institution_id: String,
}

impl Published {
    /// The registration as its institution reads it.
    pub async fn read(&self) -> Answer {
        self.member.get(&format!("/registrations/{}", self.registration_id)).await.expect(200)
    }

    /// The registration as the secretariat reads it.
    pub async fn review(&self) -> Answer {
        self.secretariat.get(&format!("/registrations/{}/review", self.registration_id)).await.expect(200)
    }
}

/// A hospital in Sendai that says everything.
pub fn complete_content() -> Value {
    json!({
        "public": {
            "name": "架空中央病院",
            "name_kana": "カクウチュウオウビョウイン",
            "name_en": "Kaku Central Hospital",
            "kind": "hospital",
            "beds": 120,
            "postal_code": "980-0014",
            "prefecture_code": "04",
            "municipality_code": "04101",
            "address_line": "本町1-2-3",
            "phone": "022-000-0000",
            "website": "https://kaku-central.example.jp/",
            "specialties": ["general_practice", "internal_medicine"],
            "employment": ["full_time", "part_time"],
            "headline": "地域のかかりつけとして、幅広く診る総合医を迎えます。",
            "practice": "外来・病棟・訪問診療を総合診療科が担います。",
            "guidance_offered": true,
            "supervising_doctor": false,
            "guidance": "週1回の振り返りと、随時の相談に応じます。",
            "training": "総合医育成プログラムの受講時間を勤務として扱います。",
            "programme_support": true,
            "community": "海と山に近く、暮らしやすい町です。",
        },
        "restricted": {
            "contact_name": "架空 花子",
            "contact_department": "医局秘書室",
            "contact_email": "ikyoku@kaku-central.example.jp",
            "contact_phone": "022-000-0001",
            "duties": "外来週3日、病棟10床、訪問診療週1日。",
            "hours": "平日8:30から17:15まで。",
            "on_call": "当直月2回まで。",
            "pay": "ご経験に応じてご相談します。",
            "living": "宿舎があります。",
            "visit": "随時お受けします。",
        },
        "declarations": { "welcomes_generalists": true, "offers_practice": true, "states_facts": true },
    })
}

/// The municipality of [`complete_content`] and one more, where the reference data is not loaded.
pub async fn places(app: &TestApp) {
    let sql =
        "INSERT INTO prefecture (code, name, name_kana, name_en) VALUES ('04', '宮城県', 'ミヤギケン', 'Miyagi') ON CONFLICT DO NOTHING;
        INSERT INTO municipality (code, prefecture_code, name, name_kana, name_en) VALUES
            ('04101', '04', '仙台市青葉区', 'センダイシアオバク', 'Aoba-ku, Sendai-shi'),
            ('04321', '04', '大河原町', 'オオガワラマチ', 'Ogawara-machi') ON CONFLICT DO NOTHING";
    app.state.db.execute_unprepared(sql).await.expect("places");
}

/// A draft of a new institution with this content; gives its id.
pub async fn saved_draft(app: &TestApp, member: &Client, content: &Value) -> String {
    places(app).await;
    let created = member.post(&format!("/organizations/{}/registrations", member.organization_id), json!({})).await.expect(201);
    let id = created.text("/id");
    member.put_version(&format!("/registrations/{id}"), &created.etag(), json!({ "content": content })).await.expect(200);
    id
}

/// A step of the institution on its registration's latest version.
pub async fn member_step(member: &Client, id: &str, step: &str) -> Answer {
    let etag = member.get(&format!("/registrations/{id}")).await.expect(200).etag();
    member.post_version(&format!("/registrations/{id}/{step}"), &etag, json!({})).await
}

/// A step of the staff on a registration's latest version.
pub async fn staff_step(staff: &Client, id: &str, step: &str, body: Value) -> Answer {
    let etag = staff.get(&format!("/registrations/{id}/review")).await.expect(200).etag();
    staff.post_version(&format!("/registrations/{id}/{step}"), &etag, body).await
}

/// Brings what was submitted to publication.
pub async fn check_and_publish(secretariat: &Client, committee: &Client, id: &str) -> Answer {
    staff_step(secretariat, id, "start-review", json!({})).await.expect(200);
    staff_step(secretariat, id, "forward", json!({})).await.expect(200);
    staff_step(committee, id, "confirm", json!({})).await.expect(200)
}

/// A published hospital of a new organization.
pub async fn published_institution(app: &TestApp) -> Published {
    published_with(app, |_| {}).await
}

/// The same, with changes to its content.
pub async fn published_with(app: &TestApp, change: impl FnOnce(&mut Value)) -> Published {
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let mut content = complete_content();
    change(&mut content);
    let registration_id = saved_draft(app, &member, &content).await;
    let submitted = member_step(&member, &registration_id, "submit").await.expect(200);
    check_and_publish(&secretariat, &committee, &registration_id).await;
    Published { member, secretariat, committee, registration_id, institution_id: submitted.text("/institution_id") }
}
