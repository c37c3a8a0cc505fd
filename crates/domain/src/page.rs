//! Keyset pages: a list answers with rows and, while there are more, a cursor that continues exactly after the last row.

use serde::{Deserialize, Serialize};

/// Rows a page holds when the caller does not say.
pub const DEFAULT_PAGE_SIZE: u16 = 20;
/// Rows a page may hold at most.
pub const MAX_PAGE_SIZE: u16 = 100;

/// Which page of a list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams, utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page's `next_cursor`; it belongs to the query that gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// The number of rows to read, within bounds.
    #[must_use]
    pub fn size(&self) -> u16 {
        self.limit.unwrap_or(DEFAULT_PAGE_SIZE).clamp(1, MAX_PAGE_SIZE)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub items: Vec<T>,
    /// Continue with this as `cursor`; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Page { items: Vec::new(), next_cursor: None }
    }
}
