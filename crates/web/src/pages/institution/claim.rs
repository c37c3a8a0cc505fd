//! Another organization holds the institution's code: says whom to talk to, and lets a member say whose the institution is.

use crate::client::contact::claim_institution;
use crate::components::common::MutationError;
use crate::components::ui::{Form, FormView, Notice, SubmitButton, TextArea, Tone};
use crate::state::Mutation;
use crate::state::mutation::check;
use crate::{paths, t};
use domain::contact::ClaimInstitution;
use leptos::prelude::*;

/// The notice with its form, then the number of the message. The organization is the reader's own.
pub(super) fn claim(organization: &str, registry_code: &str) -> AnyView {
    let form = Form::new(String::from("claim/") + organization + "/" + registry_code);
    let send = Mutation::new();
    let number = RwSignal::new(None::<String>);
    let about = StoredValue::new((organization.to_owned(), registry_code.to_owned()));
    let submit = move || {
        let (organization, registry_code) = about.get_value();
        let input = ClaimInstitution { registry_code, body: form.peek("/body") };
        if check(form, &input) {
            let act = async move { claim_institution(&organization, &input, send.key()).await };
            send.submit(form, act, move |receipt| number.set(Some(receipt.reference_number)));
        }
    };
    let code = registry_code.to_owned();
    let body = move || match number.get() {
        Some(number) => view! {
            <p>{t!(institution.claim.done_text)}</p>
            <p>{t!(institution.claim.done_number)}" "<strong class="number">{number}</strong></p>
        }
        .into_any(),
        None => view! {
            <p>{t!(institution.claim.text)}</p>
            <p>{t!(institution.claim.code)}" "<span class="number">{code.clone()}</span></p>
            <FormView form=form on_submit=submit>
                <TextArea form=form path="/body" label=t!(institution.claim.body) hint=t!(institution.claim.body_hint) max=4000/>
                <MutationError of=send/>
                <div class="actions"><SubmitButton busy=send.pending()>{t!(institution.claim.send)}</SubmitButton></div>
            </FormView>
            <p><a href=paths::CONTACT>{t!(institution.claim.contact)}</a></p>
        }
        .into_any(),
    };
    view! { <Notice tone=Tone::Warning title=t!(institution.claim.title)>{body}</Notice> }.into_any()
}
