//! 総合医育成プログラム: what the call says about it; units, dates and fees are the programme's own website's.

use super::parts::promises;
use crate::components::common::{Page, bullets};
use crate::components::ui::{Icon, icon};
use crate::{t, t_list};
use leptos::prelude::*;

const WEBSITE: &str = "https://sougoui.jp/";

/// `/programme`
#[component]
pub fn ProgrammePage() -> impl IntoView {
    view! {
        <Page title=t!(public.programme.title) lead=t!(public.programme.lead)>
            <p class="fee">
                <strong>{t!(public.programme.units)}<span class="muted">" "{t!(public.programme.units_label)}</span></strong>
                <span>{t!(public.programme.units_text)}</span>
            </p>
            <div class="prose">
                <h2>{t!(public.programme.points_title)}</h2>
                {promises(t_list!(public.programme.points))}
                <h2>{t!(public.programme.for_title)}</h2>
                {bullets(t_list!(public.programme.for_items))}
                <h2>{t!(public.programme.relation_title)}</h2>
                <p>{t!(public.programme.relation_text)}</p>
                <h2>{t!(public.programme.run_title)}</h2>
                <p>{t!(public.programme.run_text)}</p>
                <h2>{t!(public.programme.apply_title)}</h2>
                <p>{t!(public.programme.apply_text)}</p>
                <div class="actions">
                    <a class="button button--solid" href=WEBSITE rel="noopener">{t!(public.programme.apply_action)}{icon(Icon::External)}</a>
                </div>
            </div>
        </Page>
    }
}
