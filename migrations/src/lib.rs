//! The only source of the schema. A migration never changes once it has landed, and knows nothing of domain or api:
//! history must not change its meaning.

pub use sea_orm_migration::prelude::*;

/// The migration of a file: the statements that bring it in, one after the other, and those that take it back.
macro_rules! sql_migration {
    ([$($up:expr),+], $down:expr) => {
        use sea_orm_migration::prelude::*;

        #[derive(DeriveMigrationName)]
        pub struct Migration;

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                $(manager.get_connection().execute_unprepared($up).await?;)+
                Ok(())
            }

            async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                manager.get_connection().execute_unprepared($down).await?;
                Ok(())
            }
        }
    };
}
use sql_migration;

mod m20261123_000001_create_accounts;
mod m20261123_000002_create_regions;
mod m20261123_000003_create_registrations;
mod m20261123_000004_create_inquiries;
mod m20261123_000005_create_prefecture_officers;
mod m20261123_000006_create_atlas;
mod m20261123_000007_create_priority_areas;
mod m20261123_000008_create_subsidies;
mod m20261123_000009_create_support;
mod m20261123_000010_follow_listings;
mod m20261123_000011_extend_registry;
mod m20261123_000012_follow_registry;
mod m20261123_000013_publish_changes;
mod m20261129_000014_find_by_reading;
mod m20261129_000015_create_draft_notices;
mod m20261129_000017_keep_submitted_documents;
mod m20261129_000018_hold_registry_codes;
mod m20261129_000019_check_licences;
mod m20261129_000021_prove_addresses_first;
mod m20261129_000022_prove_sessions;
mod m20261129_000024_find_positions;
mod m20261129_000025_remember_doubts;
mod m20261129_000026_rename_review_steps;
mod m20261129_000028_rename_submitted;

/// The ordered list of migrations.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_accounts::Migration),
            Box::new(m20261123_000002_create_regions::Migration),
            Box::new(m20261123_000003_create_registrations::Migration),
            Box::new(m20261123_000004_create_inquiries::Migration),
            Box::new(m20261123_000005_create_prefecture_officers::Migration),
            Box::new(m20261123_000006_create_atlas::Migration),
            Box::new(m20261123_000007_create_priority_areas::Migration),
            Box::new(m20261123_000008_create_subsidies::Migration),
            Box::new(m20261123_000009_create_support::Migration),
            Box::new(m20261123_000010_follow_listings::Migration),
            Box::new(m20261123_000011_extend_registry::Migration),
            Box::new(m20261123_000012_follow_registry::Migration),
            Box::new(m20261123_000013_publish_changes::Migration),
            Box::new(m20261129_000014_find_by_reading::Migration),
            Box::new(m20261129_000015_create_draft_notices::Migration),
            Box::new(m20261129_000017_keep_submitted_documents::Migration),
            Box::new(m20261129_000018_hold_registry_codes::Migration),
            Box::new(m20261129_000019_check_licences::Migration),
            Box::new(m20261129_000021_prove_addresses_first::Migration),
            Box::new(m20261129_000022_prove_sessions::Migration),
            Box::new(m20261129_000024_find_positions::Migration),
            Box::new(m20261129_000025_remember_doubts::Migration),
            Box::new(m20261129_000026_rename_review_steps::Migration),
            Box::new(m20261129_000028_rename_submitted::Migration),
        ]
    }
}
