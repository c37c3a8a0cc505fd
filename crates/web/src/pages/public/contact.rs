//! A message to the secretariat: form, then a receipt with its number.

use crate::client::contact::create_contact_message;
use crate::components::common::{MutationError, Page};
use crate::components::ui::{Button, Form, FormView, Kind, Notice, SubmitButton, TextArea, TextField, Tone, data_list};
use crate::state::Mutation;
use crate::state::mutation::check;
use crate::{paths, t};
use domain::contact::CreateContactMessage;
use domain::ids::{InstitutionId, OpeningId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/contact`
#[component]
pub fn ContactPage() -> impl IntoView {
    let number = RwSignal::new(None::<String>);
    view! {
        <Page title=t!(public.contact.title) lead=t!(public.contact.lead)>
            {move || match number.get() {
                None => view! { <ContactForm number=number/> }.into_any(),
                Some(reference) => receipt(reference, number),
            }}
            <section>
                <h2 class="section__title">{t!(public.contact.phone_title)}</h2>
                {data_list(vec![
                    (t!(public.contact.phone_label), view! { <a href="tel:0352837441">"03-5283-7441"</a> }.into_any()),
                    (t!(public.contact.fax_label), "03-5283-7444".into_any()),
                    (t!(public.contact.mail_label), view! { <a href="mailto:sougoui@ajha.or.jp">"sougoui@ajha.or.jp"</a> }.into_any()),
                    (t!(public.contact.address_label), t!(common.site.address).into_any()),
                ])}
            </section>
        </Page>
    }
}

#[component]
fn ContactForm(number: RwSignal<Option<String>>) -> impl IntoView {
    let form = Form::new("contact");
    // Whoever comes from an institution's page or an opening to report it need not say which.
    let page = use_query_map().with_untracked(|query| {
        let listing = query.get("institution").and_then(|id| id.parse::<InstitutionId>().ok()).map(paths::listing);
        listing.or_else(|| query.get("opening").and_then(|id| id.parse::<OpeningId>().ok()).map(paths::opening))
    });
    if let Some(address) = page {
        form.start("/subject", t!(public.contact.report_subject, address = address));
    }
    let send = Mutation::new();
    let submit = move || {
        let input = CreateContactMessage {
            name: form.peek("/name"),
            email: form.peek("/email"),
            subject: form.peek("/subject"),
            body: form.peek("/body"),
        };
        if check(form, &input) {
            let act = async move { create_contact_message(&input, send.key()).await };
            send.submit(form, act, move |receipt| number.set(Some(receipt.reference_number)));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/name" label=t!(public.contact.name) required=true autocomplete="name" width="medium"/>
            <TextField
                form=form
                path="/email"
                label=t!(public.contact.email)
                hint=t!(public.contact.email_hint)
                required=true
                kind="email"
                autocomplete="email"
                width="medium"
            />
            <TextField form=form path="/subject" label=t!(public.contact.subject) required=true/>
            <TextArea form=form path="/body" label=t!(public.contact.body) hint=t!(public.contact.body_hint) required=true rows=8 max=4000/>
            <p class="muted">{t!(public.contact.privacy)}</p>
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(public.contact.send)}</SubmitButton></div>
        </FormView>
    }
}

fn receipt(reference: String, number: RwSignal<Option<String>>) -> AnyView {
    view! {
        <Notice tone=Tone::Success title=t!(public.contact.done_title) live=true>
            <p>{t!(public.contact.done_text)}</p>
            <p>{t!(public.contact.done_number)}": "<strong class="number">{reference}</strong></p>
        </Notice>
        <div class="actions"><Button kind=Kind::Outline on_click=move || number.set(None)>{t!(public.contact.another)}</Button></div>
    }
    .into_any()
}
