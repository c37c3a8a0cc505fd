//! The trail of who did what. An entry is written in the transaction of what it tells about, so that neither exists without
//! the other; the table refuses updates and deletes.

use crate::{ctx::Ctx, entity::audit_entry, error::ApiResult};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Fields whose values never enter the trail. Their change is recorded, not what they were or became.
const MASKED: &[&str] = &[
    "email",
    "password",
    "display_name",
    "full_name",
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "kana",
    "name_kana",
    "phone",
    "phone_number",
    "licence_number",
    "birth_year",
    "contact_name",
    "contact_email",
    "contact_phone",
    "employer",
    "address_of_doctor",
    "message",
    "body",
    "text",
    "for_doctors",
];

/// One entry.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Kind of the thing acted on, such as `registration`.
    pub subject_type: &'static str,
    /// The thing acted on.
    pub subject_id: Option<Uuid>,
    /// Why, where the act asks for a reason.
    pub reason: Option<String>,
    /// What changed: `{field: {before, after}}`.
    pub changes: Value,
}

impl AuditEntry {
    /// An act on a thing.
    pub fn on(subject_type: &'static str, id: impl Into<Option<Uuid>>) -> Self {
        AuditEntry { subject_type, subject_id: id.into(), reason: None, changes: json!({}) }
    }

    /// With the reason that the actor gave.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// With what changed between two states of the thing, field by field; personal fields are masked.
    #[must_use]
    pub fn diff<T: serde::Serialize>(mut self, before: &T, after: &T) -> Self {
        let (before, after) = (serde_json::to_value(before).unwrap_or_default(), serde_json::to_value(after).unwrap_or_default());
        self.changes = diff(&before, &after);
        self
    }

    /// With the names of what changed between two states of the thing, and nothing of what it was or became: for what its writer has not shown to
    /// anybody yet.
    #[must_use]
    pub fn names_of_changes<T: serde::Serialize>(mut self, before: &T, after: &T) -> Self {
        self = self.diff(before, after);
        if let Value::Object(changes) = &mut self.changes {
            for change in changes.values_mut() {
                *change = json!({ "masked": true });
            }
        }
        self
    }

    /// With one changed value that is not personal, such as a state.
    #[must_use]
    pub fn change(mut self, field: &str, before: impl serde::Serialize, after: impl serde::Serialize) -> Self {
        if let Value::Object(changes) = &mut self.changes {
            changes.insert(field.to_owned(), json!({ "before": before, "after": after }));
        }
        self
    }
}

/// Writes an entry into the transaction of the act.
///
/// # Errors
/// When the database fails.
pub async fn record(txn: &impl ConnectionTrait, ctx: &Ctx, entry: AuditEntry) -> ApiResult<()> {
    let role: Option<&'static str> = ctx.audit_role().map(Into::into);
    audit_entry::ActiveModel {
        id: Set(ctx.new_id()),
        at: Set(ctx.now),
        actor_account_id: Set(ctx.identity().map(|identity| identity.account_id)),
        actor_role: Set(role.map(ToOwned::to_owned)),
        operation: Set(ctx.operation.clone()),
        request_id: Set(ctx.request_id.clone()),
        subject_type: Set(entry.subject_type.to_owned()),
        subject_id: Set(entry.subject_id),
        reason: Set(entry.reason),
        changes: Set(entry.changes),
    }
    .insert(txn)
    .await?;
    Ok(())
}

fn diff(before: &Value, after: &Value) -> Value {
    let empty = Map::new();
    let before = before.as_object().unwrap_or(&empty);
    let after = after.as_object().unwrap_or(&empty);
    let mut changes = Map::new();
    for (field, new) in after {
        let old = before.get(field).unwrap_or(&Value::Null);
        if old == new {
            continue;
        }
        let entry = match (MASKED.contains(&field.as_str()), old, new) {
            (true, ..) => json!({ "masked": true }),
            // Nested parts, such as the public part of a registration: only what differs within.
            (false, Value::Object(_), Value::Object(_)) => diff(old, new),
            _ => json!({ "before": old, "after": new }),
        };
        changes.insert(field.clone(), entry);
    }
    for (field, old) in before.iter().filter(|(field, old)| !after.contains_key(*field) && !old.is_null()) {
        let shown = if MASKED.contains(&field.as_str()) { json!({ "masked": true }) } else { json!({ "before": old, "after": null }) };
        changes.insert(field.clone(), shown);
    }
    Value::Object(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_changes_say_no_value() {
        let entry = AuditEntry::on("opening", Uuid::nil()).names_of_changes(
            &json!({ "title": "A", "part": { "x": 1 }, "same": 1, "gone": "C" }),
            &json!({ "title": "B", "part": { "x": 2 }, "same": 1 }),
        );
        let masked = json!({ "masked": true });
        assert_eq!(entry.changes, json!({ "title": masked, "part": masked, "gone": masked }));
    }

    #[test]
    fn only_differences_are_kept_and_personal_fields_are_masked() {
        let before = json!({ "name": "A", "email": "a@example.jp", "kind": "clinic", "part": { "x": 1, "y": 2 } });
        let after = json!({ "name": "B", "email": "b@example.jp", "kind": "clinic", "part": { "x": 1, "y": 3 } });
        assert_eq!(
            diff(&before, &after),
            json!({
                "name": { "before": "A", "after": "B" },
                "email": { "masked": true },
                "part": { "y": { "before": 2, "after": 3 } },
            })
        );
    }
}
