//! Messages to the secretariat: two that wait, one that is settled.

use super::scene::Scene;
use crate::{
    entity::contact_message,
    error::ApiResult,
    platform::{
        audit::{self, AuditEntry},
        db,
    },
};
use chrono::Datelike;
use domain::{ids::ContactMessageId, locale::Locale, time::japan_date};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};

struct Letter {
    days: f64,
    settled: Option<f64>,
    locale: Locale,
    name: &'static str,
    subject: &'static str,
    body: &'static str,
}

const LETTERS: [Letter; 3] = [
    Letter {
        days: 9.2,
        settled: Some(8.1),
        locale: Locale::Ja,
        name: "架空 しおり（診療所事務）",
        subject: "登録費用の支払い時期について",
        body: "参加を検討している診療所です。年会費の支払い時期と、年度の途中から参加する場合の金額を教えてください。",
    },
    Letter {
        days: 2.3,
        settled: None,
        locale: Locale::Ja,
        name: "架空 ひなた（勤務医）",
        subject: "総合医育成プログラムの受講について",
        body: "外科医として15年勤務しています。受講を始める前でも、医療機関へ見学の相談をしてよいでしょうか。",
    },
    Letter {
        days: 0.6,
        settled: None,
        locale: Locale::En,
        name: "Kakuu Taylor (fictional)",
        subject: "Working language at the institutions",
        body: "I hold a Japanese medical licence and speak Japanese at work. Are there institutions where colleagues also use English?",
    },
];

/// Writes the messages.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<()> {
    for (number, letter) in LETTERS.iter().enumerate() {
        let ctx = scene.visitor(letter.days, "create_contact_message");
        let reference = db::next_number(txn, "contact_message_reference_seq").await?;
        let settled = letter.settled.map(|days| scene.ctx("secretariat", days, "settle_contact_message")).transpose()?;
        let message = contact_message::Model {
            id: ctx.new_id::<ContactMessageId>(),
            reference_number: format!("C-{}-{reference:06}", japan_date(ctx.now).year()),
            name: letter.name.to_owned(),
            email: format!("writer{}@demo.example", number + 1),
            subject: letter.subject.to_owned(),
            body: letter.body.to_owned(),
            locale: letter.locale,
            received_at: ctx.now,
            settled_at: settled.as_ref().map(|ctx| ctx.now),
            settled_by: settled.as_ref().map(|ctx| ctx.account_id()).transpose()?,
            claimed_by: None,
            organization_id: None,
            registry_code: None,
        };
        let id = message.id;
        message.into_active_model().reset_all().insert(txn).await?;
        audit::record(txn, &ctx, AuditEntry::on("contact_message", id.0)).await?;
        if let Some(ctx) = settled {
            audit::record(txn, &ctx, AuditEntry::on("contact_message", id.0).change("settled", false, true)).await?;
        }
    }
    Ok(())
}
