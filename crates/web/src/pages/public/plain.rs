//! Pages of plain text, and the page for addresses that have none.

use crate::components::common::Page;
use crate::components::ui::{Kind, LinkButton};
use crate::{paths, t, t_list};
use leptos::prelude::*;

/// Sections from alternating headings and texts.
fn sections(texts: Vec<&'static str>) -> AnyView {
    let body = texts
        .chunks_exact(2)
        .map(|pair| {
            let (heading, text) = (pair[0], pair[1]);
            view! { <h2>{heading}</h2><p>{text}</p> }
        })
        .collect_view();
    view! { <div class="prose">{body}</div> }.into_any()
}

/// Named things with a line about each.
pub fn entries(texts: Vec<&'static str>) -> AnyView {
    let rows = texts
        .chunks_exact(2)
        .map(|pair| {
            let (term, text) = (pair[0], pair[1]);
            view! { <div class="data-list__row"><dt>{term}</dt><dd>{text}</dd></div> }
        })
        .collect_view();
    view! { <dl class="data-list">{rows}</dl> }.into_any()
}

/// `/terms`
#[component]
pub fn TermsPage() -> impl IntoView {
    view! { <Page title=t!(public.terms.title) lead=t!(public.terms.lead)>{sections(t_list!(public.terms.sections))}</Page> }
}

/// `/privacy`
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! { <Page title=t!(public.privacy.title) lead=t!(public.privacy.lead)>{sections(t_list!(public.privacy.sections))}</Page> }
}

/// No page has this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title=t!(common.error.not_found_title) lead=t!(common.error.not_found_text)>
            <div class="actions">
                <LinkButton href=paths::HOME>{t!(common.site.home)}</LinkButton>
                <LinkButton href=paths::DIRECTORY kind=Kind::Outline>{t!(common.nav.directory)}</LinkButton>
                <LinkButton href=paths::CONTACT kind=Kind::Outline>{t!(common.nav.contact)}</LinkButton>
            </div>
        </Page>
    }
}
