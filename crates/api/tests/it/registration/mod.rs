//! Registrations from outside: what people do, and what they and the database see afterwards.

mod access;
mod check;
mod conflict_of_interest;
mod contradiction;
mod copy;
mod draft;
mod leaving;
mod old_drafts;
mod pause;
mod publication;
mod queue;
mod registry_code;
mod search_keys;
mod submission;
mod term;
mod work;

use crate::support::{Letter, TestApp};
use api::entity::listing;
use sea_orm::EntityTrait;

/// The institution's row in the public listing.
async fn listing_of(app: &TestApp, institution_id: &str) -> Option<listing::Model> {
    let id: domain::ids::InstitutionId = institution_id.parse().expect("an id");
    listing::Entity::find_by_id(id).one(&app.state.db).await.expect("readable")
}

/// The one mail to an address whose subject says this.
#[track_caller]
fn letter(app: &TestApp, address: &str, subject: &str) -> Letter {
    let mut letters = app.mail_to(address);
    letters.retain(|letter| letter.subject.contains(subject));
    assert_eq!(
        letters.len(),
        1,
        "mails about {subject}: {:?}",
        app.mail_to(address).iter().map(|letter| &letter.subject).collect::<Vec<_>>()
    );
    letters.remove(0)
}
