//! The package as a whole, in the order of the document.

use super::topic::source;
use crate::components::common::{Page, crumb};
use crate::components::ui::{Notice, Tone};
use crate::paths::Topic;
use crate::{paths, t, t_list};
use leptos::prelude::*;

/// A heading of the document, its measures as alternating names and texts, and the page of each that has one.
struct Group {
    title: &'static str,
    items: Vec<&'static str>,
    pages: &'static [Option<Topic>],
}

/// `/support/package`
#[component]
pub fn PackagePage() -> impl IntoView {
    view! {
        <Page title=t!(support.package.title) lead=t!(support.package.lead) trail=vec![crumb(t!(common.nav.support), paths::SUPPORT)]>
            <div class="prose">
                {groups().into_iter().map(group).collect_view()}
                <h2>{t!(support.words.source)}</h2>
                {source(t!(support.package.source))}
                <Notice tone=Tone::Info>
                    <p>{t!(support.package.stage)}</p>
                    <p>{t!(support.words.as_written)}</p>
                </Notice>
            </div>
        </Page>
    }
}

fn groups() -> Vec<Group> {
    vec![
        Group {
            title: t!(support.package.training.title),
            items: t_list!(support.package.training.items),
            pages: &[None, Some(Topic::WideAreaResidency)],
        },
        Group { title: t!(support.package.plan.title), items: t_list!(support.package.plan.items), pages: &[] },
        Group {
            title: t!(support.package.incentive.title),
            items: t_list!(support.package.incentive.items),
            pages: &[
                None,
                Some(Topic::DoctorsAllowance),
                Some(Topic::Matching),
                Some(Topic::PartnershipAgreements),
                Some(Topic::PrefecturalTraining),
            ],
        },
        Group {
            title: t!(support.package.mutual.title),
            items: t_list!(support.package.mutual.items),
            pages: &[Some(Topic::ManagersExperience), Some(Topic::OpeningNotice), None],
        },
        Group { title: t!(support.package.specialty.title), items: t_list!(support.package.specialty.items), pages: &[] },
    ]
}

fn group(group: Group) -> AnyView {
    let measures = group
        .items
        .chunks_exact(2)
        .enumerate()
        .map(|(index, pair)| {
            let (name, text) = (pair[0], pair[1]);
            let heading = match group.pages.get(index).copied().flatten() {
                Some(topic) => view! { <a href=paths::support_topic(topic)>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! { <h3>{heading}</h3><p>{text}</p> }
        })
        .collect_view();
    view! { <h2>{group.title}</h2>{measures} }.into_any()
}
