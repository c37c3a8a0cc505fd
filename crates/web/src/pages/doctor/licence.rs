//! The check of the doctor's own licence: where it stands, why, and what to do next.

use crate::client;
use crate::components::common::{ChosenDocument, DateTimeText, Multiline, MutationError, upload_field};
use crate::components::doctor::licence_tag;
use crate::components::ui::{Button, Disclosure, Kind, data_list};
use crate::i18n::locale;
use crate::state::{Mutation, use_toasts};
use crate::t;
use domain::doctor::{DoctorLicence, LicenceCopy, LicenceStatus};
use leptos::prelude::*;

/// The state of the check; `None` until a profile was saved.
pub fn licence_state(licence: RwSignal<Option<DoctorLicence>>) -> AnyView {
    let content = move || match licence.get() {
        None => view! {
            <p class="licence__state">{t!(doctor.licence.unstated)}</p>
            <p>{t!(doctor.licence.unstated_text)}</p>
        }
        .into_any(),
        Some(known) => view! { {stated(&known)}{known.status.takes_copy().then(|| copy(known, licence))} }.into_any(),
    };
    view! {
        <section class="form__group licence" id="licence" aria-labelledby="licence-title">
            <h2 id="licence-title">{t!(doctor.licence.title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn stated(licence: &DoctorLicence) -> AnyView {
    let next = match licence.status {
        LicenceStatus::Declared => t!(doctor.licence.declared_text),
        LicenceStatus::Checked => t!(doctor.licence.checked_text),
        LicenceStatus::Doubtful => t!(doctor.licence.doubtful_text),
        LicenceStatus::Restated => t!(doctor.licence.restated_text),
    };
    let mut rows = vec![
        (t!(doctor.licence.status), licence_tag(licence.status)),
        (t!(doctor.licence.since), view! { <DateTimeText at=licence.since/> }.into_any()),
    ];
    if let Some(reason) = licence.reason {
        rows.push((t!(doctor.licence.reason), reason.label(locale()).into_any()));
    }
    if !licence.note.is_empty() {
        rows.push((t!(doctor.licence.note), view! { <Multiline text=licence.note.clone()/> }.into_any()));
    }
    view! {
        <p>{next}</p>
        {data_list(rows)}
    }
    .into_any()
}

/// The copy that waits for the check, and a field to upload another one.
fn copy(known: DoctorLicence, licence: RwSignal<Option<DoctorLicence>>) -> AnyView {
    let keep = move |copy: Option<LicenceCopy>| {
        licence.update(|licence| {
            if let Some(licence) = licence {
                licence.copy = copy;
            }
        });
    };
    let (act, toasts) = (Mutation::new(), use_toasts());
    let send = move |document: ChosenDocument| {
        act.run(async move { client::doctor::upload_licence_copy(document.media_type, document.read().await?).await }, move |copy| {
            toasts.success(t!(doctor.licence.copy_sent));
            keep(Some(copy));
        });
    };
    let remove = move || {
        act.run(client::doctor::remove_licence_copy(), move |()| {
            toasts.success(t!(doctor.licence.copy_removed));
            keep(None);
        });
    };
    let busy = act.pending();
    let is_open = !known.status.is_trusted() || known.copy.is_some();
    let there = known.copy.map(|copy| {
        view! {
            <p>{t!(doctor.licence.copy_there)}<DateTimeText at=copy.deleted_at/></p>
            <div class="actions"><Button kind=Kind::Outline compact=true busy=busy on_click=remove>{t!(doctor.licence.copy_remove)}</Button></div>
        }
    });
    view! {
        <Disclosure summary=t!(doctor.licence.copy_title) open=is_open>
        <p>{t!(doctor.licence.copy_text)}</p>
        {there}
        {upload_field("licence-copy".into(), t!(doctor.licence.copy_label), t!(doctor.licence.copy_hint), busy, send)}
        <MutationError of=act/>
        </Disclosure>
    }
    .into_any()
}
