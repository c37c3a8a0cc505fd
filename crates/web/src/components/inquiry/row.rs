//! A conversation in a list.

use super::status_tag;
use crate::components::common::{Age, FictionalTag};
use crate::components::doctor::doctor_name;
use crate::components::listing::specialty_text;
use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use crate::{paths, t};
use domain::inquiry::{InquirySide, InquirySummary};
use domain::region::prefecture_label;
use leptos::prelude::*;

/// One conversation, as the given side sees it; the whole row leads to it.
#[component]
pub fn InquiryRow(inquiry: InquirySummary, side: InquirySide) -> impl IntoView {
    let institution = &inquiry.institution;
    let (title, about) = match side {
        InquirySide::Doctor | InquirySide::System => (institution.name.clone(), prefecture_label(&institution.prefecture_code, locale())),
        InquirySide::Institution => {
            let specialties = inquiry.doctor.specialties.as_deref().map(specialty_text).unwrap_or_default();
            let to = t!(inquiry.row.to, institution = institution.name);
            (doctor_name(&inquiry.doctor), if specialties.is_empty() { to } else { to + t!(inquiry.row.separator) + &specialties })
        }
    };
    let by = match inquiry.last_message_by {
        by if by == side => t!(inquiry.row.by_us),
        InquirySide::Doctor => t!(inquiry.row.by_doctor),
        InquirySide::Institution => t!(inquiry.row.by_institution),
        InquirySide::System => "",
    };
    let (unread, fictional) = (inquiry.unread, institution.fictional);
    view! {
        <article class="card card--link inquiry-row" class:inquiry-row--unread=unread>
            <ul class="tags">
                {unread.then(|| view! { <li class="inquiry-row__new"><Tag tone=Tone::Error>{t!(inquiry.row.unread)}</Tag></li> })}
                <li>{status_tag(inquiry.status)}</li>
                {fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <h3 class="card__title"><a href=paths::inquiry(inquiry.id)>{title}</a></h3>
            <p class="inquiry-row__about">{about}</p>
            <p class="inquiry-row__last"><span class="inquiry-row__by">{by}</span>{inquiry.last_message}</p>
            <p class="card__foot"><Age at=inquiry.last_activity_at/></p>
        </article>
    }
}
