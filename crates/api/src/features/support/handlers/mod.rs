//! HTTP only.

pub mod document;
pub mod institution;
pub mod money;
pub mod officer;
pub mod table;

use domain::ids::SupportApplicationId;

fn location(id: SupportApplicationId) -> String {
    format!("/api/v1/support-applications/{id}")
}
