//! How the signed-in doctor stands to an institution.

use crate::client;
use crate::state::{Query, use_session};
use domain::actor::Role;
use domain::inquiry::InquirySummary;
use leptos::prelude::*;

/// What a doctor already did with this institution.
#[derive(Clone)]
pub struct Relation {
    /// It is on the doctor's list of blocked institutions.
    pub blocked: bool,
    /// The live inquiry to it.
    pub open: Option<InquirySummary>,
}

/// The institution of a page, for the parts of the page that are loaded when somebody is signed in.
#[derive(Clone, Copy)]
pub struct Visited {
    id: StoredValue<String>,
    name: StoredValue<String>,
    /// Weakly, since it owns this.
    page: StoredValue<WeakOwner>,
    relation: StoredValue<Option<Query<Option<Relation>>>>,
}

impl Visited {
    /// Tells the parts of this page which institution it is of.
    pub fn provide(id: String, name: String) {
        let page = StoredValue::new(Owner::current().unwrap_or_default().downgrade());
        provide_context(Visited { id: StoredValue::new(id), name: StoredValue::new(name), page, relation: StoredValue::new(None) });
    }

    /// The institution of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Its id.
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// What it is called.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// What the doctor did with it, read once for the page; nothing for everybody else.
    pub fn relation(self) -> Query<Option<Relation>> {
        if let Some(known) = self.relation.get_value() {
            return known;
        }
        let page = self.page.get_value().upgrade().unwrap_or_default();
        let read = page.with(|| read(self.id()));
        self.relation.set_value(Some(read));
        read
    }
}

fn read(institution: String) -> Query<Option<Relation>> {
    let session = use_session();
    Query::new(move || {
        let (doctor, institution) = (session.has(Role::Doctor), institution.clone());
        async move {
            if !doctor {
                return Ok(None);
            }
            let blocks = client::doctor::list_blocks().await?;
            let open = client::inquiry::find_open_inquiry(&institution).await?;
            let blocked = blocks.iter().any(|block| block.institution_id.to_string() == institution);
            Ok(Some(Relation { blocked, open }))
        }
    })
}
