//! Standard texts for reasons, as a secretariat would keep them.

use super::scene::Scene;
use crate::{
    error::ApiResult,
    platform::{
        audit::{self, AuditEntry},
        db,
    },
};
use domain::ids::ReasonTemplateId;
use sea_orm::DatabaseTransaction;

const TEXTS: [(&str, &str); 3] = [
    ("病床数", "病床数を、開設許可のとおりにお書きください。"),
    ("指導体制", "指導・相談体制に、相談できる曜日と担当する医師の職名をお書きください。"),
    ("誇大な表現", "「日本一」「最高の」などの表現は、根拠を示せないため掲載できません。事実をお書きください。"),
];

/// Writes the texts.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<()> {
    for (number, (title, body)) in TEXTS.into_iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let ctx = scene.ctx("secretariat", 30.0 - number as f64, "create_reason_template")?;
        let id: ReasonTemplateId = ctx.new_id();
        let sql = "INSERT INTO reason_template (id, title, body, updated_at, version) VALUES ($1, $2, $3, $4, 1)";
        db::execute(txn, sql, [id.0.into(), title.into(), body.into(), ctx.now.into()]).await?;
        audit::record(txn, &ctx, AuditEntry::on("reason_template", id.0).change("title", None::<&str>, title)).await?;
    }
    Ok(())
}
