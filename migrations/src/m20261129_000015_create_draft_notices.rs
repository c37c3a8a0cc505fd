//! When people were told that a draft of theirs will be removed.

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
        manager.get_connection().execute_unprepared("DROP TABLE draft_notice").await?;
        Ok(())
    }
}

const UP: &str = r"
-- Drafts of several tables, so there is no foreign key. A notice is about one last touch: a later one makes it void.
CREATE TABLE draft_notice (
    subject_id uuid PRIMARY KEY,
    touched_at timestamptz NOT NULL,
    told_at timestamptz NOT NULL
);
";
