//! What the signed-in doctor did with the institutions of the list: asked them, or blocked them. Read once for the whole list and apart from
//! it, so that the list itself is the same answer for everybody.

use crate::client;
use crate::components::ui::{Tag, Tone};
use crate::lazy_piece;
use crate::state::use_session;
use crate::t;
use domain::actor::Role;
use domain::ids::InstitutionId;
use domain::inquiry::InquirySide;
use leptos::prelude::*;

lazy_piece!(later, relation: read);

/// The latest conversations of a doctor that are looked at; few have more.
const PAGES: usize = 3;

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Asking,
    Asked,
    Blocked,
}

/// The marks of the page; `Copy`.
#[derive(Clone, Copy)]
struct Marks(RwSignal<Vec<(InstitutionId, Mark)>>);

/// Reads the marks for a doctor, out of sight; nothing for everybody else.
pub fn own_marks() -> AnyView {
    provide_context(Marks(RwSignal::new(Vec::new())));
    let session = use_session();
    let doctor = Memo::new(move |_| session.has(Role::Doctor));
    let read = move || doctor.get().then(later::read);
    view! { <div hidden>{read}</div> }.into_any()
}

/// The mark of one institution, once it is known.
pub fn own_mark(id: InstitutionId) -> AnyView {
    let Some(Marks(marks)) = use_context::<Marks>() else { return ().into_any() };
    (move || {
        let mark = marks.with(|marks| marks.iter().find(|(known, _)| *known == id).map(|(_, mark)| *mark))?;
        let (tone, text) = match mark {
            Mark::Asking => (Tone::Success, t!(directory.card.asking)),
            Mark::Asked => (Tone::Info, t!(directory.card.asked)),
            Mark::Blocked => (Tone::Warning, t!(directory.card.blocked)),
        };
        Some(view! { <li><Tag tone=tone>{text}</Tag></li> })
    })
    .into_any()
}

fn read() -> AnyView {
    if let Some(Marks(marks)) = use_context::<Marks>() {
        leptos::task::spawn_local_scoped(async move {
            // What cannot be read is not marked; the institution's own page says it.
            let found = marks_of_doctor().await;
            let _ = marks.try_set(found);
        });
    }
    ().into_any()
}

/// The strongest mark of an institution stands first.
async fn marks_of_doctor() -> Vec<(InstitutionId, Mark)> {
    let blocks = client::doctor::list_blocks().await.unwrap_or_default();
    let mut marks: Vec<_> = blocks.into_iter().map(|block| (block.institution_id, Mark::Blocked)).collect();
    let mut asked = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES {
        let Ok(page) = client::inquiry::list_most_inquiries(InquirySide::Doctor, cursor).await else { break };
        asked.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let (live, ended): (Vec<_>, Vec<_>) = asked.into_iter().partition(|inquiry| inquiry.status.is_live());
    marks.extend(live.into_iter().map(|inquiry| (inquiry.institution.institution_id, Mark::Asking)));
    marks.extend(ended.into_iter().map(|inquiry| (inquiry.institution.institution_id, Mark::Asked)));
    marks
}
