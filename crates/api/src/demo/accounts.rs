//! One account for every role, with a password that everybody may know. Never for a server that others can reach.

use crate::{
    app::AppState,
    ctx::Ctx,
    error::ApiResult,
    features::accounts::{self, Provision},
    platform::{auth::totp, db},
};
use domain::{actor::Role, locale::Locale};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Everybody's password.
pub const PASSWORD: &str = "fictional-gm-2026";
/// The second factor of the demo staff.
pub const TOTP_SECRET: &[u8] = b"gm-network-demo-2026";

/// A fictional person.
#[derive(Debug, Clone, Copy)]
pub struct DemoAccount {
    /// To sign in with.
    pub email: &'static str,
    /// Shown; says that nobody is meant.
    pub name: &'static str,
    /// What the person is.
    pub roles: &'static [Role],
}

const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount { email: "doctor@demo.example", name: "架空 一郎（医師）", roles: &[Role::Doctor] },
    DemoAccount { email: "doctor2@demo.example", name: "架空 﨑子（医師）", roles: &[Role::Doctor] },
    DemoAccount { email: "hospital@demo.example", name: "架空 花子（病院担当）", roles: &[Role::InstitutionMember] },
    DemoAccount { email: "clinic@demo.example", name: "架空 𠮷雄（診療所担当）", roles: &[Role::InstitutionMember] },
    DemoAccount { email: "secretariat@demo.example", name: "架空 太郎（事務局）", roles: &[Role::Secretariat] },
    DemoAccount { email: "committee@demo.example", name: "架空 次郎（運営委員）", roles: &[Role::CommitteeMember] },
    DemoAccount { email: "administrator@demo.example", name: "架空 三郎（管理者）", roles: &[Role::Administrator] },
];

/// Makes the accounts that do not exist yet.
///
/// # Errors
/// When the database fails.
pub async fn seed(state: &AppState) -> ApiResult<()> {
    let ctx = Ctx::system("seed_demo", state.clock.now(), state.ids.clone());
    for account in ACCOUNTS {
        let sql = "SELECT 1 FROM account WHERE email = $1 AND deleted_at IS NULL";
        if state.db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [account.email.into()])).await?.is_some() {
            continue;
        }
        let new = Provision {
            email: account.email.to_owned(),
            password_hash: state.passwords.hash(PASSWORD).await?,
            display_name: account.name.to_owned(),
            locale: Locale::Ja,
            roles: account.roles.to_vec(),
            totp_secret: account.roles.iter().any(|role| role.is_staff()).then(|| TOTP_SECRET.to_vec()),
        };
        db::transaction(&state.db, async |txn| accounts::provision(state, txn, &ctx, new.clone()).await).await?;
    }
    Ok(())
}

/// What to sign in with.
#[must_use]
pub fn describe() -> Vec<String> {
    let mut lines = vec![format!("Demo accounts (fictional); the password of each is {PASSWORD}")];
    for account in ACCOUNTS {
        let roles: Vec<&'static str> = account.roles.iter().map(|role| (*role).into()).collect();
        let second = if account.roles.iter().any(|role| role.is_staff()) { "  + code" } else { "" };
        lines.push(format!("  {:<30} {}{second}", account.email, roles.join(", ")));
    }
    lines.push(format!("Codes for staff: add the key {} to an authenticator app.", totp::base32(TOTP_SECRET)));
    lines
}
