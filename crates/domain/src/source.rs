//! Where a figure or a decision is written down.

use crate::validate::{Validate, Violations};
use serde::{Deserialize, Serialize};

/// A document and the place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Source {
    /// The document's title, at most 300 characters.
    pub title: String,
    /// Page, heading or article, at most 300 characters.
    pub section: String,
    /// Where it can be read, where known; starts with `https://`.
    #[serde(default)]
    pub url: Option<String>,
}

impl Validate for Source {
    fn check(&self, v: &mut Violations) {
        v.required_text("title", &self.title, 300);
        v.required_text("section", &self.section, 300);
        if let Some(url) = &self.url {
            v.require("url", crate::text::web_address(url).is_some(), crate::validate::FieldCode::NotAWebAddress);
        }
    }
}
