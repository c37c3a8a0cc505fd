//! How the signed-in doctor stands to an institution.

use crate::client;
use crate::state::{Query, use_session};
use domain::actor::Role;
use domain::inquiry::InquirySummary;

/// What a doctor already did with this institution.
#[derive(Clone)]
pub struct Relation {
    /// It is on the doctor's list of blocked institutions.
    pub blocked: bool,
    /// The live inquiry to it.
    pub open: Option<InquirySummary>,
}

/// Reads the relation for doctors; nothing for everybody else.
pub fn use_relation(institution: String) -> Query<Option<Relation>> {
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
