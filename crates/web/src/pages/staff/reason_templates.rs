//! The standard texts for reasons: read, entered, changed and removed.

use crate::client;
use crate::components::common::{ConfirmedAction, Multiline, MutationError, Page, crumb};
use crate::components::ui::{Button, EmptyState, Form, FormView, Kind, SubmitButton, TextArea, TextField};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, sending, use_toasts};
use crate::{paths, t};
use domain::registration::{ReasonTemplate, SaveReasonTemplate};
use leptos::prelude::*;

#[component]
pub fn ReasonTemplatesPage() -> impl IntoView {
    let read = Query::new(client::registration::list_reason_templates);
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.templates.title) trail=trail lead=t!(staff.templates.lead)>
            {read.view(6, move |templates| list(templates, read))}
            <section>
                <h2 class="section__title">{t!(staff.templates.add)}</h2>
                {fields(None, Callback::new(move |()| read.reload()))}
            </section>
        </Page>
    }
}

fn list(templates: Vec<ReasonTemplate>, read: Query<Vec<ReasonTemplate>>) -> AnyView {
    if templates.is_empty() {
        return view! { <EmptyState title=t!(staff.templates.none)/> }.into_any();
    }
    let cards = templates.into_iter().map(|template| card(template, read)).collect_view();
    view! { <ul class="messages">{cards}</ul> }.into_any()
}

fn card(template: ReasonTemplate, read: Query<Vec<ReasonTemplate>>) -> AnyView {
    let editing = RwSignal::new(false);
    let template = StoredValue::new(template);
    let then = Callback::new(move |()| {
        editing.set(false);
        read.reload();
    });
    let remove = move || {
        let id = template.with_value(|template| template.id.to_string());
        Some(sending(async move { client::registration::remove_reason_template(&id).await }, move |()| read.reload()))
    };
    let content = move || {
        if editing.get() {
            return fields(Some(template.get_value()), then);
        }
        let ReasonTemplate { title, body, .. } = template.get_value();
        view! {
            <h2 class="card__title">{title.clone()}</h2>
            <Multiline text=body/>
            <div class="actions">
                <Button kind=Kind::Outline compact=true label=t!(staff.templates.edit_label, title = title) on_click=move || editing.set(true)>
                    {t!(staff.templates.edit)}
                </Button>
                <ConfirmedAction
                    label=t!(staff.templates.remove)
                    name=t!(staff.templates.remove_label, title = title)
                    text=t!(staff.templates.remove_text)
                    kind=Kind::Text
                    compact=true
                    danger=true
                    send=remove
                    done=t!(staff.templates.removed)
                    reload=move || read.reload()
                />
            </div>
        }
        .into_any()
    };
    view! { <li class="card">{content}</li> }.into_any()
}

/// The fields of a new text, or of one that is changed.
fn fields(of: Option<ReasonTemplate>, then: Callback<()>) -> AnyView {
    let known = of.as_ref().map(|template| (template.id.to_string(), client::etag(template.version)));
    let form = Form::new(String::from("reason-template/") + known.as_ref().map_or("new", |(id, _)| id.as_str()));
    if let Some(template) = of {
        form.start("/title", template.title);
        form.start("/body", template.body);
    }
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        let input = SaveReasonTemplate { title: form.peek("/title"), body: form.peek("/body") };
        if check(form, &input) {
            let known = known.clone();
            let act = async move {
                match known {
                    Some((id, etag)) => client::registration::save_reason_template(&id, &input, &etag).await,
                    None => client::registration::create_reason_template(&input, send.key()).await,
                }
            };
            send.submit(form, act, move |()| {
                toasts.success(t!(staff.templates.saved));
                form.reset();
                then.run(());
            });
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/title" label=t!(staff.templates.name) hint=t!(staff.templates.name_hint) required=true/>
            <TextArea form=form path="/body" label=t!(staff.templates.body) hint=t!(staff.act.reason_hint) required=true max=2000/>
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(staff.templates.save)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}
