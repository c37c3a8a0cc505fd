//! The header: name, navigation by role, language, account.

use crate::client::{ClientError, account};
use crate::components::ui::{Icon, Kind, LinkButton, icon};
use crate::i18n::{self, Locale};
use crate::state::session::SessionState;
use crate::state::use_session;
use crate::{paths, t};
use domain::account::UpdateMe;
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

/// The header. On a phone the navigation folds into a menu.
#[component]
pub fn Header() -> impl IntoView {
    let location = use_location();
    let open = RwSignal::new(false);
    // Going somewhere closes the menu.
    Effect::new(move |_| {
        location.pathname.track();
        open.set(false);
    });
    count_again();
    view! {
        <header class="header" on:keydown=move |ev| if ev.key() == "Escape" { open.set(false) }>
            <div class="header__inner">
                <a class="header__brand" href=paths::HOME>
                    <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
                        <circle class="mark__ground" cx="20" cy="20" r="20"></circle>
                        <path class="mark__line" d="M9 27c5-1 6-14 11-14s6 13 11 14"></path>
                        <circle class="mark__dot" cx="20" cy="12" r="3.500"></circle>
                        <circle class="mark__dot" cx="9" cy="27" r="2.500"></circle>
                        <circle class="mark__dot" cx="31" cy="27" r="2.500"></circle>
                    </svg>
                    <span class="header__names">
                        <span class="header__name">{t!(common.site.name)}</span>
                        <span class="header__tagline">{t!(common.site.tagline)}</span>
                    </span>
                </a>
                <button
                    type="button"
                    class="header__menu-button"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls="site-menu"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || icon(if open.get() { Icon::Close } else { Icon::Menu })}
                    {t!(common.nav.menu)}
                    {unread()}
                </button>
                <div id="site-menu" class="header__menu" class:header__menu--open=open>
                    <nav aria-label=t!(common.nav.main)><ul class="header__nav">{navigation()}</ul></nav>
                    <div class="header__tools">
                        {language()}
                        {account_menu()}
                    </div>
                </div>
            </div>
        </header>
    }
}

/// Where a person mostly goes, by what they are.
fn navigation() -> AnyView {
    let session = use_session();
    let links = move || {
        let mut links = vec![(paths::DIRECTORY, t!(common.nav.directory)), (paths::SUPPORT, t!(common.nav.support))];
        if session.me().is_none() {
            links.push((paths::HOW_IT_WORKS, t!(common.nav.how_it_works)));
            links.push((paths::PROGRAMME, t!(common.nav.programme)));
        }
        if session.has(Role::InstitutionMember) {
            links.push((paths::INSTITUTION_HOME, t!(common.nav.institution)));
        }
        if session.has(Role::Doctor) {
            links.push((paths::DOCTOR_HOME, t!(common.nav.doctor)));
        }
        if session.has(Role::Doctor) || session.has(Role::InstitutionMember) {
            links.push((paths::INQUIRIES, t!(common.nav.inquiries)));
        }
        if session.has(Role::PrefectureOfficer) {
            links.push((paths::PREFECTURE_HOME, t!(common.nav.prefecture)));
        }
        if [Role::Secretariat, Role::CommitteeMember, Role::Administrator].into_iter().any(|role| session.has(role)) {
            links.push((paths::STAFF_HOME, t!(common.nav.staff)));
        }
        links
    };
    (move || links().into_iter().map(|(href, text)| nav_link(href, text)).collect_view()).into_any()
}

fn nav_link(href: &'static str, text: &'static str) -> AnyView {
    let path = use_location().pathname;
    let current = move || {
        path.with(|path| {
            if path == href {
                Some("page")
            } else if path.starts_with(href) && path[href.len()..].starts_with('/') {
                Some("true")
            } else {
                None
            }
        })
    };
    let unread = (href == paths::INQUIRIES).then(unread);
    view! { <li><a href=href aria-current=current>{text}{unread}</a></li> }.into_any()
}

/// How many conversations have something new to read; nothing while there are none.
fn unread() -> AnyView {
    let session = use_session();
    (move || match session.unread() {
        0 => None,
        count => {
            let shown = if count < UNREAD_SHOWN { count.to_string() } else { String::from("99+") };
            Some(view! { " "<span class="unread"><span class="visually-hidden">{t!(common.nav.unread)}</span>{shown}</span> })
        }
    })
    .into_any()
}

/// From here on the number is not exact any more.
const UNREAD_SHOWN: u32 = 100;

/// How long a count is good while somebody goes from page to page.
const COUNT_MS: f64 = 30_000.0;

/// Counts again when somebody who has conversations goes on to another page.
fn count_again() {
    let (session, path) = (use_session(), use_location().pathname);
    Effect::new(move |before: Option<f64>| {
        path.track();
        let now = js_sys::Date::now();
        match before {
            None => now,
            Some(before) if now - before < COUNT_MS => before,
            Some(_) => {
                if untrack(|| session.has(Role::Doctor) || session.has(Role::InstitutionMember)) {
                    session.count_unread();
                }
                now
            }
        }
    });
}

/// The other language, named in itself.
fn language() -> AnyView {
    let (other, name) = match i18n::locale() {
        Locale::Ja => (Locale::En, "English"),
        Locale::En => (Locale::Ja, "日本語"),
    };
    let switch = move |_| {
        let signed_in = crate::client::has_token();
        leptos::task::spawn_local(async move {
            if signed_in {
                // The page switches even when the account could not be told.
                let _ = save_locale(other).await;
            }
            i18n::switch(other);
        });
    };
    view! { <button type="button" class="header__language" lang=other.tag() on:click=switch>{name}</button> }.into_any()
}

fn account_menu() -> AnyView {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let sign_out = move |_| {
        leptos::task::spawn_local(async move {
            session.end().await;
            navigate.with_value(|navigate| navigate(paths::HOME, leptos_router::NavigateOptions::default()));
        });
    };
    (move || match session.get() {
        SessionState::Loading => view! { <span class="header__account-skeleton" aria-hidden="true"></span> }.into_any(),
        SessionState::SignedOut => view! {
            <div class="header__sign">
                <LinkButton href=paths::SIGN_IN kind=Kind::Outline compact=true>{t!(common.nav.sign_in)}</LinkButton>
                <LinkButton href=paths::SIGN_UP compact=true>{t!(common.nav.sign_up)}</LinkButton>
            </div>
        }
        .into_any(),
        SessionState::SignedIn(me) => view! {
            <details class="account-menu">
                <summary>{icon(Icon::Person)}<span class="account-menu__name">{me.display_name.clone()}</span></summary>
                <ul>
                    <li><a href=paths::ACCOUNT>{t!(common.nav.account)}</a></li>
                    <li><button type="button" on:click=sign_out>{t!(common.nav.sign_out)}</button></li>
                </ul>
            </details>
        }
        .into_any(),
    })
    .into_any()
}

async fn save_locale(locale: Locale) -> Result<(), ClientError> {
    let me = account::get_me_versioned().await?;
    let change = UpdateMe { locale: Some(locale), ..UpdateMe::default() };
    account::update_me(&change, &me.etag).await.map(|_| ())
}
