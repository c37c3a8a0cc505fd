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

// The files of this folder that are called `m…`, in the order of their names: `mod` for each, and `all()`.
include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The migrations in the order of their names.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        all()
    }
}
