//! The measures of the package that have a page of their own.

use crate::{paths, t, t_list};

/// What a document says about one measure, and what it leaves open.
pub(super) struct Topic {
    pub page: paths::Topic,
    pub title: &'static str,
    pub eyebrow: &'static str,
    pub lead: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub whom: &'static str,
    pub says: Vec<&'static str>,
    pub table: Option<Table>,
    /// Heading and text of something that belongs beside it.
    pub note: Option<(&'static str, &'static str)>,
    pub unknown: Vec<&'static str>,
    pub source: &'static str,
}

/// Cells row by row.
pub(super) struct Table {
    pub caption: &'static str,
    pub columns: Vec<&'static str>,
    pub cells: Vec<&'static str>,
}

/// The texts of a topic lie in the object of its name; `table` and `note` say what it has besides.
macro_rules! topic {
    ($page:ident, $name:ident, table: $table:tt, note: $note:tt) => {
        Topic {
            page: paths::Topic::$page,
            title: t!(support.$name.title),
            eyebrow: t!(support.$name.eyebrow),
            lead: t!(support.$name.lead),
            since: t!(support.$name.since),
            until: t!(support.$name.until),
            whom: t!(support.$name.whom),
            says: t_list!(support.$name.says),
            unknown: t_list!(support.$name.unknown),
            source: t!(support.$name.source),
            table: topic!(@table $table $name),
            note: topic!(@note $note $name),
        }
    };
    (@$part:ident none $name:ident) => {
        None
    };
    (@table some $name:ident) => {
        Some(Table {
            caption: t!(support.$name.table_caption),
            columns: t_list!(support.$name.table_columns),
            cells: t_list!(support.$name.table_cells),
        })
    };
    (@note some $name:ident) => {
        Some((t!(support.$name.note_title), t!(support.$name.note)))
    };
}

/// Every topic, in the order of the package.
pub(super) fn topics() -> Vec<Topic> {
    vec![
        topic!(WideAreaResidency, residency, table: none, note: some),
        topic!(DoctorsAllowance, allowance, table: some, note: some),
        topic!(Matching, matching, table: some, note: some),
        topic!(PartnershipAgreements, partnership, table: none, note: none),
        topic!(PrefecturalTraining, step_up, table: some, note: some),
        topic!(ManagersExperience, managers, table: some, note: some),
        topic!(OpeningNotice, opening, table: some, note: none),
    ]
}
