//! Pages of plain text, and the page for addresses that have none.

use crate::client;
use crate::components::common::Page;
use crate::components::ui::{Kind, LinkButton};
use crate::i18n::fill;
use crate::state::Query;
use crate::{paths, t, t_list};
use domain::atlas::MapSettings;
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
    let settings = Query::new(client::atlas::get_map_settings);
    view! {
        <Page title=t!(public.privacy.title) lead=t!(public.privacy.lead)>
            {sections(t_list!(public.privacy.sections))}
            {move || settings.get().and_then(sent_elsewhere)}
        </Page>
    }
}

/// What browsers send to the server of tiles, where this installation has one.
fn sent_elsewhere(settings: MapSettings) -> Option<AnyView> {
    let (url, credit) = (settings.tile_url?, settings.attribution?);
    let server = url.split('/').take(3).collect::<Vec<_>>().join("/");
    let [title, text] = t_list!(public.privacy.tiles).try_into().ok()?;
    Some(view! { <div class="prose"><h2>{title}</h2><p>{fill(text, &[("server", &server), ("credit", &credit)])}</p></div> }.into_any())
}

/// `/accessibility`
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! {
        <Page title=t!(public.accessibility.title) lead=t!(public.accessibility.lead)>
            {sections(t_list!(public.accessibility.sections))}
        </Page>
    }
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
