//! Two of everybody who owns something, in one database, and what is demanded of every act.

use super::act::{Act, get};
use crate::support::{Answer, Client, TestApp, check_and_publish, complete_content, member_step, saved_draft};
use api::{openapi, platform::http::contract::Contract};
use domain::ids::OrganizationId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use std::{cell::RefCell, collections::BTreeSet, fmt::Display};
use uuid::Uuid;

/// Tables that no act of a person is about: counters of tries, and reference data.
const UNOWNED: [&str; 5] = ["attempt_delay", "attempt_window", "municipality", "physician_index", "seaql_migrations"];

/// A doctor, an organization and an officer who have nothing to do with those of the other side.
pub struct Side {
    pub doctor: Client,
    pub member: Client,
    pub colleague: Client,
    pub officer: Client,
    pub prefecture: &'static str,
    pub municipality: &'static str,
    /// Stands in the name of the institution and wherever else a text can hold it.
    pub mark: &'static str,
}

impl Side {
    async fn new(app: &TestApp, prefecture: &'static str, municipality: &'static str, mark: &'static str) -> Self {
        let member = app.member().await;
        let colleague = app.member_of(member.organization_id).await;
        Side {
            doctor: app.doctor(&format!("架空 {mark}")).await,
            member,
            colleague,
            officer: app.officer_of(prefecture).await,
            prefecture,
            municipality,
            mark,
        }
    }

    pub fn organization(&self) -> OrganizationId {
        self.member.organization_id
    }

    /// What a complete registration of this side says.
    pub fn content(&self) -> Value {
        let mut content = complete_content();
        let public = &mut content["public"];
        public["name"] = json!(format!("架空{}医院", self.mark));
        public["kind"] = json!("clinic");
        public["beds"] = json!(0);
        public["prefecture_code"] = json!(self.prefecture);
        public["municipality_code"] = json!(self.municipality);
        content
    }

    fn people(&self) -> [&Client; 4] {
        [&self.doctor, &self.member, &self.colleague, &self.officer]
    }

    /// The ids by which rows belong to this side.
    pub fn ids(&self) -> Vec<String> {
        self.people().map(|person| person.account_id.to_string()).into_iter().chain([self.organization().to_string()]).collect()
    }
}

/// Two sides, the staff between them, and the operations that were tried.
pub struct World {
    pub app: TestApp,
    pub a: Side,
    pub b: Side,
    pub secretariat: Client,
    pub committee: Client,
    pub administrator: Client,
    visitor: Client,
    contract: Contract,
    document: Value,
    rows: String,
    tried: RefCell<BTreeSet<String>>,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::start().await;
        let document = openapi::document();
        World {
            a: Side::new(&app, "04", "04321", "甲").await,
            b: Side::new(&app, "03", "03201", "乙").await,
            secretariat: app.secretariat().await,
            committee: app.committee_member().await,
            administrator: app.administrator().await,
            visitor: app.visitor(),
            contract: Contract::of(&document),
            document: serde_json::from_str(&openapi::json(&document)).unwrap(),
            rows: every_row(&app).await,
            tried: RefCell::default(),
            app,
        }
    }

    /// Publishes an institution of a side; gives its registration and itself.
    pub async fn publish(&self, side: &Side) -> (String, String) {
        let registration = saved_draft(&self.app, &side.member, &side.content()).await;
        let institution = member_step(&side.member, &registration, "submit").await.expect(200).text("/institution_id");
        check_and_publish(&self.secretariat, &self.committee, &registration).await;
        (registration, institution)
    }

    /// Sends an act that only some may do: first as everybody else, who is refused as if there were nothing to act on and changes nothing,
    /// then as the first of those who may, who changes nothing of the other side. Where an act may be repeated by its key, others do not
    /// get its answer with that key either.
    pub async fn only(&self, may: &[&Client], act: Act) -> Answer {
        let operation = self.operation(&act);
        self.refused(may, &act, None).await;
        let bystander = if may.iter().any(|who| self.b.people().iter().any(|person| same(who, person))) { &self.a } else { &self.b };
        let key = self.takes_key(&act).then(|| Uuid::new_v4().to_string());
        let others = self.rows_naming(&bystander.ids()).await;
        let answer = act.by(may[0], key.as_deref()).await;
        assert!((200..300).contains(&answer.status), "{operation} by whom it is for: {answer:?}");
        unchanged(&operation, &others, &self.rows_naming(&bystander.ids()).await);
        if key.is_some() {
            self.refused(may, &act, key.as_deref()).await;
        }
        answer
    }

    /// Sends an act that mixes what is the sender's with what is somebody else's: it is refused and changes nothing.
    pub async fn mixed(&self, who: &Client, act: Act) -> Answer {
        let operation = self.operation(&act);
        let before = self.rows().await;
        let answer = act.by(who, None).await;
        assert!((400..500).contains(&answer.status), "{operation} with another's part: {answer:?}");
        unchanged(&operation, &before, &self.rows().await);
        answer
    }

    /// Reads what everybody has of their own, as two people: each finds the own mark and not the other's.
    pub async fn own(&self, act: Act, readers: [(&Client, &dyn Display); 2]) {
        let operation = self.operation(&act);
        for (who, mark) in readers {
            let answer = act.by(who, None).await;
            assert!((200..300).contains(&answer.status), "{operation}: {answer:?}");
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            for (other, foreign) in readers {
                let own = same(who, other);
                assert_eq!(text.contains(&foreign.to_string()), own, "{operation} as {}: {foreign} in {text}", mark);
            }
        }
    }

    /// Sends what everybody does with their own: rows that name the others stay as they are.
    pub async fn apart(&self, who: &Client, act: Act, others: &[&dyn Display]) -> Answer {
        let operation = self.operation(&act);
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        let before = self.rows_naming(&others).await;
        assert!(!before.is_empty(), "{operation}: there is nothing that could change");
        let answer = act.by(who, None).await;
        assert!((200..300).contains(&answer.status), "{operation}: {answer:?}");
        unchanged(&operation, &before, &self.rows_naming(&others).await);
        answer
    }

    /// Sends one creating act as two people with one key: the second gets no answer of the first, and each gets the own one again.
    pub async fn with_one_key(&self, first: &Client, second: &Client, act: Act) -> Answer {
        let operation = self.operation(&act);
        assert!(self.takes_key(&act), "{operation} takes no key");
        let key = Uuid::new_v4().to_string();
        let answer = act.by(first, Some(&key)).await;
        assert!((200..300).contains(&answer.status), "{operation}: {answer:?}");
        let before = self.rows().await;
        let other = act.by(second, Some(&key)).await;
        assert!(other.status >= 400 || other.text("/id") != answer.text("/id"), "{operation}: somebody else's answer {other:?}");
        let after = self.rows().await;
        assert!(before.is_subset(&after), "{operation} changed what was there: {:?}", before.difference(&after).collect::<Vec<_>>());
        let again = act.by(first, Some(&key)).await;
        assert_eq!((again.status, again.text("/id")), (answer.status, answer.text("/id")), "{operation}");
        answer
    }

    /// Demands that each of these operations was tried.
    pub fn tried(&self, operations: &[&str]) {
        let tried = self.tried.borrow();
        let left: Vec<_> = operations.iter().filter(|operation| !tried.contains(**operation)).collect();
        assert!(left.is_empty(), "not tried: {left:?}");
    }

    /// The version that somebody reads.
    pub async fn etag(&self, who: &Client, path: &str) -> String {
        get(path).by(who, None).await.expect(200).etag()
    }

    async fn refused(&self, may: &[&Client], act: &Act, key: Option<&str>) {
        let operation = self.operation(act);
        let before = self.rows().await;
        let staff = [&self.secretariat, &self.committee, &self.administrator];
        let everybody = self.a.people().into_iter().chain(self.b.people()).chain(staff).chain([&self.visitor]);
        for who in everybody.filter(|who| !may.iter().any(|owner| same(who, owner))) {
            let answer = act.by(who, key).await;
            let expected: &[u16] = if same(who, &self.visitor) { &[401] } else { &[403, 404] };
            let roles = who.identity.as_ref().map(|identity| identity.roles.clone());
            assert!(expected.contains(&answer.status), "{operation} as {roles:?} with the key {key:?}: {answer:?}");
            if act.of_public || staff.iter().any(|one| same(who, one)) {
                continue;
            }
            let nothing = act.about_nothing().by(who, None).await;
            assert_eq!((answer.status, answer.code()), (nothing.status, nothing.code()), "{operation} tells {roles:?} that it is there");
        }
        unchanged(&operation, &before, &self.rows().await);
    }

    /// The operation of an act, noted as tried.
    fn operation(&self, act: &Act) -> String {
        let id = self.entry(act).0;
        self.tried.borrow_mut().insert(id.clone());
        id
    }

    fn takes_key(&self, act: &Act) -> bool {
        let template = self.entry(act).1;
        let parameters = &self.document["paths"][template][act.method.as_str().to_lowercase()]["parameters"];
        parameters.as_array().into_iter().flatten().any(|parameter| parameter["name"] == "Idempotency-Key")
    }

    fn entry(&self, act: &Act) -> (String, String) {
        let path = format!("/api/v1{}", act.path.split('?').next().unwrap_or_default());
        let entry = self.contract.find(act.method.as_str(), &path);
        let entry = entry.unwrap_or_else(|| panic!("{} {path} is no operation", act.method));
        (entry.id.clone(), entry.template.clone())
    }

    /// Every row that people's acts are about, as text. That a refusal was noted is no change.
    async fn rows(&self) -> BTreeSet<String> {
        let rows = self.app.state.db.query_all_raw(Statement::from_string(DbBackend::Postgres, self.rows.clone())).await.unwrap();
        let rows = rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap());
        rows.filter(|row| !(row.starts_with("audit_entry ") && row.contains(",refusal,"))).collect()
    }

    async fn rows_naming(&self, ids: &[String]) -> BTreeSet<String> {
        self.rows().await.into_iter().filter(|row| ids.iter().any(|id| row.contains(id))).collect()
    }
}

fn same(one: &Client, other: &Client) -> bool {
    one.account_id == other.account_id
}

#[track_caller]
fn unchanged(operation: &str, before: &BTreeSet<String>, after: &BTreeSet<String>) {
    let differences: Vec<_> = before.symmetric_difference(after).collect();
    assert!(differences.is_empty(), "{operation} changed {differences:#?}");
}

/// One statement that reads every row of every table but those that nobody owns.
async fn every_row(app: &TestApp) -> String {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
    let tables = app.state.db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    let tables = tables.iter().map(|row| row.try_get_by_index::<String>(0).unwrap());
    let reads =
        tables.filter(|table| !UNOWNED.contains(&table.as_str())).map(|table| format!("SELECT '{table} ' || t::text FROM {table} t"));
    reads.collect::<Vec<_>>().join(" UNION ALL ")
}
