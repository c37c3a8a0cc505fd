//! What the public purse would pay: worked out here while somebody types, by the code that the server uses as well.
//!
//! The plan is in the address, so a link shares it, and in the browser's session, so that coming back loses nothing.

mod result;

use crate::client;
use crate::components::common::{Page, crumb, replace_address};
use crate::components::listing::listing_name;
use crate::components::support::plan::{self, ALLOWANCE, FIELDS, SCHEMES, Typed};
use crate::components::ui::{Form, Notice, Tone};
use crate::i18n::{self, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::directory::Listing;
use domain::subsidy::SchemeCode;
use domain::subsidy::Statement;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The plan and what comes of it.
#[derive(Clone, Copy)]
struct Calculation {
    form: Form,
    typed: Memo<Typed>,
    statement: Memo<Option<Statement>>,
    /// Where the plan can be seen again.
    address: Memo<String>,
}

/// `/support/calculator`
#[component]
pub fn CalculatorPage() -> impl IntoView {
    let params = use_query_map().get_untracked();
    let institution = params.get("institution").filter(|id| !id.is_empty());
    let form = Form::new(String::from("support/calculator/") + institution.as_deref().unwrap_or_default());
    begin(form, &|name| params.get(name));

    let asked = institution.clone();
    let listing = Query::new(move || {
        let id = asked.clone();
        async move {
            match id {
                Some(id) => client::directory::get_institution(&id).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let started = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if let Some(Some(listing)) = listing.get() {
            start_from(form, &listing);
            started.update(|count| *count += 1);
        }
    });

    let rules = Query::new(client::subsidy::list_subsidy_rules);
    let value = move |name: &str| form.peek(&path(name));
    let typed = Memo::new(move |_| {
        form.edits();
        started.track();
        plan::read(&value)
    });
    let statement = Memo::new(move |_| {
        let (typed, rules) = (typed.get(), rules.get()?);
        Some(domain::subsidy::statement(&typed.plan?, &rules, typed.on?))
    });
    let address = Memo::new(move |_| {
        form.edits();
        started.track();
        let mut pairs = plan::pairs(&value);
        pairs.push(("institution", institution.clone()));
        String::from(paths::SUPPORT_CALCULATOR) + &client::query(&pairs)
    });
    Effect::new(move |_| {
        let wrong = typed.with(|typed| typed.wrong.clone());
        form.mark_errors(wrong.into_iter().map(|(name, error)| (path(name), error.message(locale()))).collect());
    });
    Effect::new(move |before: Option<()>| {
        let address = address.get();
        // Only what somebody typed goes into the address; arriving changes nothing.
        if before.is_some() && form.edits() > 0 {
            replace_address(&address);
        }
    });
    let calculation = Calculation { form, typed, statement, address };
    view! {
        <Page
            title=t!(support.calculator.title)
            lead=t!(support.calculator.lead)
            trail=vec![crumb(t!(common.nav.support), paths::SUPPORT)]
            wide=true
        >
            {move || listing.get().flatten().map(|listing| beside(&listing))}
            <div class="calculator">
                <form class="form calculator__form no-print" novalidate=true on:submit=|ev: leptos::ev::SubmitEvent| ev.prevent_default()>
                    {plan::all_fields(form)}
                </form>
                <section class="calculator__result" aria-labelledby="calculator-result">
                    <h2 id="calculator-result" class="section__title">{t!(support.calculator.result)}</h2>
                    <p class="visually-hidden" role="status">{move || result::spoken(calculation)}</p>
                    {rules.view(6, move |_| result::result(calculation))}
                </section>
            </div>
        </Page>
    }
}

/// The name under which the form and its address plan a scheme; none for schemes that institutions do not apply for.
pub(super) fn field_of(scheme: SchemeCode) -> Option<&'static str> {
    SCHEMES.iter().find(|(known, _)| *known == scheme).map(|(_, name)| *name)
}

fn path(name: &str) -> String {
    String::from("/") + name
}

/// A shared address says everything; without one, what was typed earlier stays, and the rest starts as most plans do.
fn begin(form: Form, param: &dyn Fn(&str) -> Option<String>) {
    let names = || FIELDS.into_iter().chain([ALLOWANCE]);
    if names().any(|name| param(name).is_some()) {
        form.reset();
        for name in names() {
            if let Some(value) = param(name) {
                form.set(&path(name), value);
            }
        }
    }
    let today = domain::time::japan_date(i18n::now()).to_string();
    for (name, value) in [("kind", "clinic"), ("on", today.as_str()), ("duties_per", "month")] {
        if form.peek(&path(name)).is_empty() {
            form.set(&path(name), value);
        }
    }
}

fn start_from(form: Form, listing: &Listing) {
    form.start("/kind", listing.summary.kind.code());
    form.start("/prefecture", listing.summary.prefecture_code.clone());
    if let Some(beds) = listing.profile.beds {
        form.start("/beds", beds.to_string());
    }
}

/// Whose plan it is.
fn beside(listing: &Listing) -> AnyView {
    let name = listing_name(&listing.summary);
    let link = view! { <a href=paths::listing(listing.summary.institution_id)>{name}</a> };
    view! { <Notice tone=Tone::Info><p>{t!(support.calculator.started_from)}{link}</p></Notice> }.into_any()
}
