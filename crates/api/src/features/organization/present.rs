//! Rows → what members see.

use crate::entity::organization;
use domain::organization::{Organization, OrganizationMember};

pub fn organization(row: organization::Model, members: Vec<OrganizationMember>) -> Organization {
    Organization { id: row.id, name: row.name, created_at: row.created_at, members, version: row.version }
}
