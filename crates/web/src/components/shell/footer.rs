//! The footer.

use crate::{paths, t};
use leptos::prelude::*;

/// Who runs this, how to reach them, and the small print.
#[component]
pub fn Footer() -> impl IntoView {
    let links = [
        (paths::OPENINGS, t!(common.nav.openings)),
        (paths::HOW_IT_WORKS, t!(common.nav.how_it_works)),
        (paths::PROGRAMME, t!(common.nav.programme)),
        (paths::SUPPORT, t!(common.nav.support)),
        (paths::FAQ, t!(common.nav.faq)),
        (paths::CONTACT, t!(common.nav.contact)),
        (paths::TERMS, t!(common.nav.terms)),
        (paths::PRIVACY, t!(common.nav.privacy)),
        (paths::ACCESSIBILITY, t!(common.nav.accessibility)),
        (paths::CREDITS, t!(common.nav.credits)),
    ];
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <div class="footer__about">
                    <p class="footer__name">{t!(common.site.name)}</p>
                    <p>{t!(common.site.operator)}</p>
                    <address>
                        {t!(common.site.address)}<br/>
                        {t!(common.site.phone)}
                    </address>
                </div>
                <nav aria-label=t!(common.nav.footer)>
                    <ul class="footer__links">
                        {links.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect_view()}
                    </ul>
                </nav>
            </div>
            <p class="footer__note">{t!(common.site.note)}</p>
        </footer>
    }
}
