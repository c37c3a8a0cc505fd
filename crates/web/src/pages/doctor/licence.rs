//! The check of the doctor's own licence: where it stands, why, and what to do next.

use crate::components::common::{DateTimeText, Multiline};
use crate::components::doctor::licence_tag;
use crate::components::ui::data_list;
use crate::i18n::locale;
use crate::t;
use domain::doctor::{DoctorLicence, LicenceStatus};
use leptos::prelude::*;

/// The state of the check; `None` until a profile was saved.
pub fn licence_state(licence: Option<DoctorLicence>) -> AnyView {
    let content = match licence {
        None => view! {
            <p class="licence__state">{t!(doctor.licence.unstated)}</p>
            <p>{t!(doctor.licence.unstated_text)}</p>
        }
        .into_any(),
        Some(licence) => stated(licence),
    };
    view! {
        <section class="form__group licence" id="licence" aria-labelledby="licence-title">
            <h2 id="licence-title">{t!(doctor.licence.title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn stated(licence: DoctorLicence) -> AnyView {
    let next = match licence.status {
        LicenceStatus::Declared => t!(doctor.licence.declared_text),
        LicenceStatus::Checked => t!(doctor.licence.checked_text),
        LicenceStatus::Doubtful => t!(doctor.licence.doubtful_text),
    };
    let mut rows = vec![
        (t!(doctor.licence.status), licence_tag(licence.status)),
        (t!(doctor.licence.since), view! { <DateTimeText at=licence.since/> }.into_any()),
    ];
    if let Some(reason) = licence.reason {
        rows.push((t!(doctor.licence.reason), reason.label(locale()).into_any()));
    }
    if !licence.note.is_empty() {
        rows.push((t!(doctor.licence.note), view! { <Multiline text=licence.note/> }.into_any()));
    }
    view! {
        <p>{next}</p>
        {data_list(rows)}
    }
    .into_any()
}
