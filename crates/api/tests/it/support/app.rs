//! A running server with a database, a clock that is moved by hand, and people.

use super::{
    client::Client,
    database::{self, Content},
    inbox,
    rehearsal::{Left, Rehearsal},
};
use api::{
    app::{self, AppState},
    config::{Config, PasswordCost, Secret},
    ctx::{Ctx, Identity},
    features::accounts::{self, Provision},
    platform::{
        auth::{
            secret::MasterKey,
            session::{self, Session},
        },
        clock::{Clock, ManualClock, UuidV7},
        db::{self, replica::Replica},
        http::{body::Pace, proxy::TrustedProxies},
        outbox::worker,
    },
};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::{
    actor::Role,
    doctor::{Disclosure, DoctorWishes, LicenceStatus},
    ids::{AccountId, OrganizationId, SessionId},
    locale::Locale,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use std::{
    collections::BTreeMap,
    net::TcpListener,
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// The password of everybody whom the harness makes.
pub const PASSWORD: &str = "lime-orbit-quill-42";
/// The second factor of the staff whom the harness makes.
pub const TOTP_SECRET: &[u8] = b"12345678901234567890";

static COUNT: AtomicU32 = AtomicU32::new(0);
static PASSWORD_HASH: OnceLock<String> = OnceLock::new();

/// One test's server.
pub struct TestApp {
    pub state: AppState,
    pub clock: Arc<ManualClock>,
    pub base: String,
    database: String,
    rehearsal: Option<Arc<Rehearsal>>,
}

impl TestApp {
    /// Starts a server on a database of its own.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same, with a changed configuration.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Content::Reference, change).await
    }

    /// Starts a server whose database holds the demo.
    pub async fn with_demo() -> Self {
        Self::with_demo_and(|_| {}).await
    }

    /// The same, with a changed configuration.
    pub async fn with_demo_and(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Content::Demo, change).await
    }

    async fn start_on(content: Content, change: impl FnOnce(&mut Config)) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let database = format!("test_{}_{number}", std::process::id());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("bound"));
        let mut config = config(&database, &base);
        database::create(&database, content, &config).await;
        change(&mut config);
        let pool = db::connect(&config, 6).await.expect("the database can be reached");
        let clock = Arc::new(ManualClock::at(start_of_tests()));
        let state = app::state(config, pool, clock.clone(), Arc::new(UuidV7::default()), MasterKey::new([1; 32])).expect("the state");
        let replica = Replica::open(&state.config, 2).await.expect("the replica's address is one");
        if let Some(replica) = &replica {
            replica.set_close_behind(true);
        }
        let state = state.with_replica(replica);
        state.keys.refresh(&state.db, &state.secrets, clock.now()).await.expect("keys");
        let server = app::serve(state.clone(), listener, 1).expect("the server starts");
        actix_web::rt::spawn(server);
        TestApp { state, clock, base, database, rehearsal: None }
    }

    /// Starts a server for whose people every act is rehearsed before it is done.
    pub async fn rehearsing() -> Self {
        let mut app = Self::start().await;
        app.rehearsal = Some(Arc::new(Rehearsal::set_up(&app.state.db).await));
        app
    }

    /// What every operation left that was done after a rehearsal.
    pub fn rehearsed(&self) -> BTreeMap<String, Left> {
        self.rehearsal.as_ref().map(|rehearsal| rehearsal.left()).unwrap_or_default()
    }

    /// What its database is called.
    pub fn database_name(&self) -> &str {
        &self.database
    }

    /// The platform's own context, for arranging what no endpoint can.
    pub fn system(&self) -> Ctx {
        Ctx::system("test", self.clock.now(), self.state.ids.clone())
    }

    /// Nobody.
    pub fn visitor(&self) -> Client {
        Client::new(self.state.clone(), &self.base, None, self.rehearsal.clone())
    }

    /// A doctor whose profile states a licence that nobody has checked.
    pub async fn doctor(&self, name: &str) -> Client {
        let doctor = self.person(name, &[Role::Doctor]).await;
        self.state_licence(&doctor).await;
        doctor
    }

    /// Gives somebody a doctor's profile that says little but the licence.
    pub async fn state_licence(&self, person: &Client) {
        let row = api::entity::doctor::Model {
            account_id: person.account_id,
            full_name: "架空 申告".to_owned(),
            full_name_kana: "カクウ シンコク".to_owned(),
            licence_number: "987654".to_owned(),
            licence_year: 2001,
            specialties: vec!["surgery".to_owned()],
            years_of_practice: 25,
            employer: String::new(),
            phone: String::new(),
            wishes: DoctorWishes::default(),
            disclosure: Disclosure::default(),
            licence_status: LicenceStatus::Declared,
            licence_since: self.clock.now(),
            licence_reason: None,
            licence_note: String::new(),
            licence_doubted_at: None,
            licence_version: 1,
            created_at: self.clock.now(),
            updated_at: self.clock.now(),
            version: 1,
        };
        row.into_active_model().reset_all().insert(&self.state.db).await.expect("a profile");
    }

    /// A member of an organization of its own: `member.organization_id`.
    pub async fn member(&self) -> Client {
        let organization_id: OrganizationId = self.system().new_id();
        let row = api::entity::organization::ActiveModel {
            id: Set(organization_id),
            name: Set("医療法人社団 架空会".to_owned()),
            created_at: Set(self.clock.now()),
            version: Set(1),
        };
        row.insert(&self.state.db).await.expect("an organization");
        self.member_of(organization_id).await
    }

    /// Another member of an organization.
    pub async fn member_of(&self, organization_id: OrganizationId) -> Client {
        let mut client = self.person("架空 花子", &[Role::InstitutionMember]).await;
        client.organization_id = organization_id;
        let row = api::entity::organization_member::ActiveModel {
            organization_id: Set(organization_id),
            account_id: Set(client.account_id),
            joined_at: Set(self.clock.now()),
        };
        row.insert(&self.state.db).await.expect("a member");
        client
    }

    /// A member of the secretariat.
    pub async fn secretariat(&self) -> Client {
        self.person("事務局 太郎", &[Role::Secretariat]).await
    }

    /// A member of the steering committee.
    pub async fn committee_member(&self) -> Client {
        self.person("委員 次郎", &[Role::CommitteeMember]).await
    }

    /// An officer of Miyagi.
    pub async fn prefecture_officer(&self) -> Client {
        self.officer_of("04").await
    }

    /// An officer of a prefecture.
    pub async fn officer_of(&self, prefecture: &str) -> Client {
        self.person_of(prefecture, "県 担当", &[Role::PrefectureOfficer]).await
    }

    /// An administrator.
    pub async fn administrator(&self) -> Client {
        self.person("管理 三郎", &[Role::Administrator]).await
    }

    /// Somebody with any roles, signed in.
    pub async fn person(&self, name: &str, roles: &[Role]) -> Client {
        self.person_of("04", name, roles).await
    }

    async fn person_of(&self, prefecture: &str, name: &str, roles: &[Role]) -> Client {
        let ctx = self.system();
        let email = self.new_address();
        let hash = match PASSWORD_HASH.get() {
            Some(hash) => hash.clone(),
            None => {
                let hash = self.state.passwords.hash(PASSWORD).await.expect("hashed");
                PASSWORD_HASH.get_or_init(|| hash).clone()
            }
        };
        let staff = roles.iter().any(|role| role.is_staff());
        let new = Provision {
            email: email.clone(),
            password_hash: hash,
            display_name: name.to_owned(),
            locale: Locale::Ja,
            roles: roles.to_vec(),
            prefecture_code: Some(prefecture.to_owned()),
            totp_secret: staff.then(|| TOTP_SECRET.to_vec()),
        };
        let session_id: SessionId = ctx.new_id();
        let account_id: AccountId = db::transaction(&self.state.db, async |txn| {
            let account_id = accounts::provision(&self.state, txn, &ctx, new.clone()).await?;
            let session = Session {
                account_id,
                id: session_id,
                second_factor: staff,
                signed_in_at: ctx.now,
                proven_at: ctx.now,
                proven_again: false,
            };
            session::issue(txn, &ctx, session, TimeDelta::days(365)).await?;
            Ok(account_id)
        })
        .await
        .expect("an account");
        let mut client = Client::new(
            self.state.clone(),
            &self.base,
            Some(Identity { account_id, session_id, roles: roles.to_vec(), enrolling: false, proven: true }),
            self.rehearsal.clone(),
        );
        client.email = email;
        client
    }

    /// An address that no other test uses.
    pub fn new_address(&self) -> String {
        format!("person-{}@example.jp", Uuid::new_v4().simple())
    }

    /// Does what is due in the outbox; tells how many jobs that were.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due(&self.state).await.expect("the outbox runs")
    }

    /// The mails that an address got, the latest last.
    pub fn mail_to(&self, address: &str) -> Vec<inbox::Letter> {
        inbox::to(address)
    }

    /// Runs what is due and gives the latest mail to an address.
    pub async fn latest_mail_to(&self, address: &str) -> inbox::Letter {
        self.run_jobs().await;
        self.mail_to(address).pop().unwrap_or_else(|| panic!("{address} got no mail"))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        database::drop_database(std::mem::take(&mut self.database));
    }
}

/// Wednesday, 1 April 2026, 10:00 in Japan: the first day of fiscal 2026 (令和8年度).
pub fn start_of_tests() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 4, 1, 1, 0, 0).single().expect("a valid time")
}

/// The folder of official files. Tests that need them are ignored unless they are asked for, so that nobody counts them as passed.
pub fn official_files() -> PathBuf {
    PathBuf::from(std::env::var_os("GM_DATA_DIR").expect("GM_DATA_DIR must name the folder of official files"))
}

/// The configuration of a test's server.
pub fn config(database: &str, base: &str) -> Config {
    Config {
        database_url: Secret::new(database::url_of(database)),
        replica_url: None,
        bind: "127.0.0.1:0".parse().expect("an address"),
        public_url: base.to_owned(),
        web_dir: "/nonexistent".into(),
        master_key_file: "/nonexistent".into(),
        smtp_url: Secret::new(
            std::env::var("GM_TEST_SMTP_URL").expect("GM_TEST_SMTP_URL must name a mail server that keeps mail in GM_TEST_MAILDIR"),
        ),
        mail_from: "GMネットワーク <no-reply@gm-network.example>".to_owned(),
        contact_email: format!("secretariat-{database}@gm-network.example"),
        remind_after: TimeDelta::days(7),
        data_dir: None,
        font_dir: api::config::DEBIAN_FONTS.into(),
        index_dir: std::env::temp_dir().join("gm-index-tests"),
        map_tiles: None,
        trusted_proxies: TrustedProxies::default(),
        drain: Duration::ZERO,
        finish_within: Duration::from_secs(10),
        // Enough to be argon2id; a test is no attack.
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        body_pace: Pace::default(),
        clock_shift: TimeDelta::zero(),
    }
}
