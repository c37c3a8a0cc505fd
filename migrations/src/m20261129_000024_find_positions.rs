//! The positions of official lists by municipality: the middle of its hospitals is read with every listing that has no position of its own.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await?;
        Ok(())
    }
}

const UP: &str = "CREATE INDEX registry_institution_position_idx ON registry_institution (municipality_code) INCLUDE (latitude, longitude)
    WHERE latitude IS NOT NULL;";

const DOWN: &str = "DROP INDEX registry_institution_position_idx;";
