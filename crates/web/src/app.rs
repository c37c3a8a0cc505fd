//! Providers and the top-level route groups.

use crate::components::shell::{AskForProof, ExpiredSession, Footer, Header};
use crate::components::ui::{Notice, ToastRegion, Tone};
use crate::pages::accounts::AccountRoutes;
use crate::pages::directory::DirectoryRoutes;
use crate::pages::doctor::DoctorRoutes;
use crate::pages::inquiry::InquiryRoutes;
use crate::pages::institution::InstitutionRoutes;
use crate::pages::opening::OpeningRoutes;
use crate::pages::prefecture::PrefectureRoutes;
use crate::pages::public::{NotFoundPage, PublicRoutes};
use crate::pages::staff::StaffRoutes;
use crate::pages::support::SupportRoutes;
use crate::state::online::Online;
use crate::state::{Session, Toasts};
use crate::t;
use leptos::prelude::*;
use leptos_router::components::{Router, Routes};

/// The client.
#[component]
pub fn App() -> impl IntoView {
    let online = Online::provide();
    Toasts::provide();
    Session::provide();
    view! {
        <Router>
            <a class="skip-link" href="#main" on:click=skip>{t!(common.nav.skip)}</a>
            <Header/>
            <main id="main" tabindex="-1">
                {move || (!online.0.get()).then(|| view! {
                    <div class="page page--strip">
                        <Notice tone=Tone::Warning title=t!(common.error.offline) live=true>{t!(common.error.kept)}</Notice>
                    </div>
                })}
                <Routes fallback=NotFoundPage>
                    <PublicRoutes/>
                    <DirectoryRoutes/>
                    <OpeningRoutes/>
                    <SupportRoutes/>
                    <AccountRoutes/>
                    <InstitutionRoutes/>
                    <DoctorRoutes/>
                    <InquiryRoutes/>
                    <PrefectureRoutes/>
                    <StaffRoutes/>
                </Routes>
            </main>
            <Footer/>
            <ToastRegion/>
            <ExpiredSession/>
            <AskForProof/>
        </Router>
    }
}

/// The router would take `#main` for a navigation; only the focus shall move.
fn skip(ev: leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;
    ev.prevent_default();
    if let Some(main) = document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = main.focus();
    }
}
