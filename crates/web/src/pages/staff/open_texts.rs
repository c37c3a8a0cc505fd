//! Texts that the Association or its lawyers have not decided yet, and where they stand.

use crate::components::common::Page;
use crate::components::ui::data_list;
use crate::{t, t_list};
use leptos::prelude::*;

/// `/staff/open-texts`
#[component]
pub fn OpenTextsPage() -> impl IntoView {
    view! {
        <Page title=t!(staff.open_texts.title) lead=t!(staff.open_texts.lead)>
            <section>
                <h2 class="section__title">{t!(staff.open_texts.marks)}</h2>
                {pairs(t_list!(staff.open_texts.items))}
            </section>
            <section>
                <h2 class="section__title">{t!(staff.open_texts.ask_title)}</h2>
                {pairs(t_list!(staff.open_texts.ask))}
            </section>
        </Page>
    }
}

fn pairs(texts: Vec<&'static str>) -> AnyView {
    data_list(texts.chunks_exact(2).map(|pair| (pair[0], pair[1].into_any())).collect()).into_any()
}
