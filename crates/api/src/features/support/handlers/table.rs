//! HTTP of the public tables.

use crate::{
    error::ApiResult,
    features::{
        places,
        support::{sheet, table},
    },
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        export::answer,
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    page::Page,
    support::{ExportSupportTable, SupportTable, SupportTableQuery, SupportTableSummary},
};

/// List the tables of support
///
/// Which prefectures and years have figures, the latest year first.
#[utoipa::path(tag = "support", params(SupportTableQuery), security(()), responses(
    (status = 200, description = "The tables.", body = Page<SupportTableSummary>),
    (status = 304, description = "Unchanged"),
))]
#[get("/support-tables")]
pub async fn list_support_tables(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    wanted: Params<SupportTableQuery>,
) -> ApiResult<HttpResponse> {
    let tables = table::list(&state.db, places::prefecture_code(wanted.prefecture.as_ref())?).await?;
    Ok(cache::public(&request, reply::list(&tables), cache::MINUTE))
}

/// A prefecture's table of support in a fiscal year
///
/// Plan, decision and their difference, area by area, in thousands of yen. Official figures stand as stated, with a note where arithmetic
/// gives another figure; for other years they are worked out from the applications kept here.
#[utoipa::path(tag = "support", params(
    ("prefecture" = String, Path, description = "Two digits.", example = "04"),
    ("fiscal_year" = i32, Path, description = "Fiscal year.", example = 2025),
), security(()), responses(
    (status = 200, description = "The table.", body = SupportTable),
    (status = 304, description = "Unchanged"),
))]
#[get("/support-tables/{prefecture}/{fiscal_year}")]
pub async fn get_support_table(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    Id((prefecture, fiscal_year)): Id<(String, i32)>,
) -> ApiResult<HttpResponse> {
    let table = table::get(&state.db, &prefecture, fiscal_year).await?;
    Ok(cache::public(&request, reply::ok(&table), cache::MINUTE))
}

/// The same table as a file
///
/// With the columns of the official one, in the language of the request.
#[utoipa::path(tag = "support", params(
    ("prefecture" = String, Path, description = "Two digits.", example = "04"),
    ("fiscal_year" = i32, Path, description = "Fiscal year.", example = 2025),
    ExportSupportTable,
), security(()), responses(
    (status = 200, description = "The file.", content(("text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("X-Replaced-Letters" = Option<i64>, description = "Letters that Shift_JIS lacks; 〓 stands for them. Absent when none."))),
))]
#[get("/support-tables/{prefecture}/{fiscal_year}/export")]
pub async fn export_support_table(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    Id((prefecture, fiscal_year)): Id<(String, i32)>,
    wanted: Params<ExportSupportTable>,
) -> ApiResult<HttpResponse> {
    let table = table::get(&state.db, &prefecture, fiscal_year).await?;
    let (sheet, name) = sheet::of(&table, ctx.locale, ctx.now);
    answer::table(sheet, wanted.format, &name).await
}
