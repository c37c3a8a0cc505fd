//! Putting listings into Postgres by COPY, with the institutions and registrations that they need.

use crate::corpus::{Corpus, Made};
use anyhow::{Context, Result};
use domain::registration::RestrictedProfile;
use futures_util::TryStreamExt;
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    sqlx::postgres::{PgPool, PgPoolCopyExt},
};
use std::{
    fmt::Write,
    ops::Range,
    time::{Duration, Instant},
};

/// Listings of one COPY: a few megabytes.
const BATCH: usize = 2000;
const ORGANIZATION: &str = "018f3c5e-7a00-7000-8000-000000000001";

/// The municipalities, in the order of their codes.
pub async fn places(db: &DatabaseConnection) -> Result<Vec<crate::corpus::Place>> {
    let sql = "SELECT code, prefecture_code, name FROM municipality ORDER BY code";
    let rows = db.query_all_raw(crate::sql(sql)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))).collect()
}

/// Makes listings of these numbers and puts them in.
pub async fn listings(db: &DatabaseConnection, corpus: &Corpus, numbers: Range<usize>, narrow: bool) -> Result<()> {
    let organization = format!(
        "INSERT INTO organization (id, name, created_at) VALUES ('{ORGANIZATION}', '測定のための架空の法人', now()) ON CONFLICT DO NOTHING"
    );
    db.execute_unprepared(&organization).await?;
    let pool = db.get_postgres_connection_pool();
    let restricted = serde_json::to_string(&RestrictedProfile::default())?;
    for start in numbers.clone().step_by(BATCH) {
        let made: Vec<Made> = (start..numbers.end.min(start + BATCH)).map(|number| corpus.listing(number, narrow)).collect();
        copy(pool, "institution (id, organization_id, fictional, created_at)", &made, |row, one| {
            Ok(write!(row, "{}\t{ORGANIZATION}\tt\t2026-04-01", one.id)?)
        })
        .await?;
        // Never read here: a draft needs no more than this.
        let registration =
            "registration (id, institution_id, fiscal_year, status, status_since, content, search_key, created_at, updated_at)";
        copy(pool, registration, &made, |row, one| {
            Ok(write!(row, "{}\t{}\t2026\tdraft\t2026-04-01\t{{}}\t\t2026-04-01\t2026-04-01", one.id, one.id)?)
        })
        .await?;
        copy(pool, LISTING, &made, |row, one| line(row, one, &restricted)).await?;
    }
    // As autovacuum would have left it after a while.
    db.execute_unprepared("VACUUM ANALYZE").await?;
    Ok(())
}

/// Reads what a statement gives, as fast as Postgres can hand it over, and says how long that took.
pub async fn read(db: &DatabaseConnection, statement: &str) -> Result<Duration> {
    let started = Instant::now();
    let mut pieces = db.get_postgres_connection_pool().copy_out_raw(&format!("COPY ({statement}) TO STDOUT (FORMAT binary)")).await?;
    while pieces.try_next().await?.is_some() {}
    Ok(started.elapsed())
}

const LISTING: &str = "listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties, employment, \
     guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)";

fn line(row: &mut String, one: &Made, restricted: &str) -> Result<()> {
    let profile = &one.profile;
    let list = |codes: Vec<&str>| format!("{{{}}}", codes.join(","));
    let published_on = chrono::NaiveDate::from_ymd_opt(2026, 4, 1).context("a day")? - chrono::Days::new(one.age as u64);
    let cells = [
        one.id.to_string(),
        one.id.to_string(),
        profile.name.clone(),
        profile.name_kana.clone(),
        profile.kind.map(|kind| kind.code().to_owned()).unwrap_or_default(),
        profile.prefecture_code.clone(),
        profile.municipality_code.clone(),
        list(profile.specialties.iter().map(|one| one.code()).collect()),
        list(profile.employment.iter().map(|one| one.code()).collect()),
        profile.guidance_offered.to_string(),
        serde_json::to_string(profile)?,
        restricted.to_owned(),
        one.search_key.clone(),
        published_on.to_string(),
        "2026-04-01".to_owned(),
        "t".to_owned(),
    ];
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            row.push('\t');
        }
        for c in cell.chars() {
            match c {
                '\\' => row.push_str("\\\\"),
                '\t' => row.push_str("\\t"),
                '\n' => row.push_str("\\n"),
                '\r' => row.push_str("\\r"),
                c => row.push(c),
            }
        }
    }
    Ok(())
}

async fn copy(pool: &PgPool, into: &str, made: &[Made], line: impl Fn(&mut String, &Made) -> Result<()>) -> Result<()> {
    let mut text = String::new();
    for one in made {
        line(&mut text, one)?;
        text.push('\n');
    }
    let mut copying = pool.copy_in_raw(&format!("COPY {into} FROM STDIN")).await?;
    copying.send(text.into_bytes()).await?;
    copying.finish().await?;
    Ok(())
}
