//! How the public page will read, from what is written so far.

use super::value::{MunicipalityName, blank};
use crate::components::common::Multiline;
use crate::components::ui::{Tag, Tone};
use crate::i18n::{Locale, locale};
use crate::t;
use domain::region::prefecture_label;
use domain::registration::RegistrationContent;
use leptos::prelude::*;

/// The public page's own parts in its order; what is not written yet says so.
#[component]
pub fn PublicPreview(content: RegistrationContent) -> impl IntoView {
    let page = content.public;
    let name = match locale() {
        Locale::En if !page.name_en.trim().is_empty() => page.name_en.clone(),
        _ => page.name.clone(),
    };
    let name = if name.trim().is_empty() { t!(registration.summary.unnamed).to_owned() } else { name };
    let mut tags: Vec<String> = page.kind.iter().map(|kind| kind.label(locale()).to_owned()).collect();
    tags.extend(page.employment.iter().map(|terms| terms.label(locale()).to_owned()));
    tags.extend(page.specialties.iter().map(|specialty| specialty.label(locale()).to_owned()));
    let tags = tags.into_iter().map(|tag| view! { <li><Tag tone=Tone::Neutral>{tag}</Tag></li> }).collect_view();
    let place = prefecture_label(&page.prefecture_code, locale());
    let municipality = (!page.municipality_code.is_empty()).then(|| view! { " "<MunicipalityName code=page.municipality_code.clone()/> });
    let sections = page
        .texts()
        .into_iter()
        .map(|(section, text)| {
            let text = if text.trim().is_empty() { blank() } else { view! { <Multiline text=text.to_owned()/> }.into_any() };
            view! { <section class="preview__section"><h4>{section.label(locale())}</h4>{text}</section> }
        })
        .collect_view();
    view! {
        <article class="preview">
            <p class="small">{place}{municipality}</p>
            <h3>{name}</h3>
            <p class="small">{page.name_kana}</p>
            <p class="preview__headline">{page.headline}</p>
            <ul class="tags">{tags}</ul>
            {sections}
        </article>
    }
}
