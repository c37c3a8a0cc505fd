//! What priority support areas are, who pays what, and how an institution comes to be supported.

use super::schemes::overview;
use super::topic::source;
use super::topics::topics;
use crate::components::common::{Page, bullets, flow};
use crate::components::ui::{Notice, Tone};
use crate::state::Query;
use crate::{client, paths, t, t_list};
use leptos::prelude::*;

/// `/support`
#[component]
pub fn HomePage() -> impl IntoView {
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    view! {
        <Page title=t!(support.home.title) lead=t!(support.home.lead)>
            <div class="prose">
                <h2>{t!(support.home.what_title)}</h2>
                <p>{t!(support.home.what)}</p>
                {bullets(t_list!(support.home.what_items))}
                <h2>{t!(support.home.miyagi_title)}</h2>
                <p>{t!(support.home.miyagi)}</p>
                {bullets(t_list!(support.home.miyagi_items))}
                {source(t!(support.home.miyagi_source))}
                <h2>{t!(support.home.payers_title)}</h2>
                <p>{t!(support.home.payers)}</p>
                {rules.view(9, |rules| overview(&rules))}
                <p>{t!(support.home.payers_source)}</p>
                <p>
                    {t!(support.home.payers_allowance)}" "
                    <a href=paths::support_topic(paths::Topic::DoctorsAllowance)>{t!(support.allowance.title)}</a>
                </p>
                <Notice tone=Tone::Warning><p>{t!(support.home.limits)}</p></Notice>
                <h2>{t!(support.home.steps_title)}</h2>
                {flow(t_list!(support.home.steps))}
                {source(t!(support.home.steps_source))}
                <h2>{t!(support.home.more_title)}</h2>
                {more()}
                <Notice tone=Tone::Info><p>{t!(support.words.as_written)}</p></Notice>
            </div>
        </Page>
    }
}

fn more() -> AnyView {
    let card = |href: String, title: &'static str, text: &'static str| {
        view! {
            <li class="card card--link">
                <h3 class="card__title"><a href=href>{title}</a></h3>
                <p>{text}</p>
            </li>
        }
        .into_any()
    };
    let topics = topics().into_iter().map(|topic| card(paths::support_topic(topic.page), topic.title, topic.lead)).collect_view();
    view! {
        <ul class="cards">
            {card(paths::SUPPORT_AREAS.to_owned(), t!(support.home.more_areas), t!(support.home.more_areas_text))}
            {card(paths::SUPPORT_SCHEMES.to_owned(), t!(support.home.more_schemes), t!(support.home.more_schemes_text))}
            {card(paths::SUPPORT_CALCULATOR.to_owned(), t!(support.home.more_calculator), t!(support.home.more_calculator_text))}
            {card(paths::SUPPORT_PACKAGE.to_owned(), t!(support.home.more_package), t!(support.home.more_package_text))}
            {topics}
            {card(paths::DIRECTORY.to_owned(), t!(support.home.more_directory), t!(support.home.more_directory_text))}
        </ul>
    }
    .into_any()
}
