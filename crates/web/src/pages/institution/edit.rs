//! The form of a registration, in parts, saving itself as a draft.

use super::autosave::{Autosave, SaveState};
use super::conflict::{conflict_dialog, kept_version};
use super::save_state::save_state;
use super::{id_of_address, registration_trail};
use crate::client::{self, Versioned};
use crate::components::common::{Multiline, Page};
use crate::components::registration::fields::{self, PARTS};
use crate::components::registration::{PublicPreview, official_of_form, part_fields, typed};
use crate::components::ui::{Button, Dialog, Disclosure, EmptyState, Form, FormView, Kind, LinkButton, Notice, SubmitButton, Tone};
use crate::i18n::{locale, pick};
use crate::state::Query;
use crate::state::mutation::check;
use crate::{paths, t};
use domain::ids::RegistrationId;
use domain::registration::{OfficialEntry, Registration, RegistrationStatus};
use domain::validate::Validate;
use leptos::prelude::*;
use leptos::{ev, html};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use wasm_bindgen::JsCast;

#[component]
pub fn EditPage() -> impl IntoView {
    let id = id_of_address();
    let trail = registration_trail(&id);
    let draft = Query::new(move || {
        let id = id.clone();
        async move { client::registration::get_registration(&id).await }
    });
    let title = Signal::derive(move || {
        let name = draft.get().map(|draft| draft.value.summary.name).filter(|name| !name.trim().is_empty());
        match name {
            Some(name) => t!(institution.edit.title_of, name = name),
            None => t!(institution.edit.title).to_owned(),
        }
    });
    view! {
        <Page title=title trail=trail lead=t!(institution.edit.lead)>
            {draft.view(10, |draft| if draft.value.summary.status.is_editable() { editor(&draft) } else { not_editable(&draft.value) })}
        </Page>
    }
}

fn not_editable(registration: &Registration) -> AnyView {
    let row = &registration.summary;
    let text = t!(institution.edit.not_editable_text, status = row.status.label(locale()));
    let (look, correct) = (paths::registration(row.id), paths::registration_correct(row.id));
    let correct = (row.status == RegistrationStatus::Published).then(|| {
        view! { <LinkButton href=correct>{t!(institution.detail.correct)}</LinkButton> }
    });
    view! {
        <EmptyState title=t!(institution.edit.not_editable_title) text=text>
            {correct}
            <LinkButton href=look kind=Kind::Outline>{t!(institution.act.open)}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn editor(draft: &Versioned<Registration>) -> AnyView {
    let id = draft.value.summary.id;
    let form = Form::new(format!("registration/{id}"));
    let content = Versioned { value: draft.value.content.clone(), etag: draft.etag.clone() };
    let save = Autosave::start(form, id.to_string(), &content, true);
    let (conflict, preview) = (RwSignal::new(false), RwSignal::new(false));
    let query = use_query_map();
    let last = PARTS.len() - 1;
    let part = Memo::new(move |_| {
        let asked = query.with(|query| query.get("part").and_then(|part| part.parse::<usize>().ok()));
        asked.unwrap_or(1).clamp(1, last + 1) - 1
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: String| navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
    let submit = move || {
        let at = part.get_untracked();
        if at < last {
            go(paths::registration_edit_at(id, at + 1));
        } else if check(form, &typed::read(form)) {
            leptos::task::spawn_local(async move {
                if save.save().await {
                    go(paths::registration_confirm(id));
                }
            });
        }
    };
    let busy = Signal::derive(move || save.state.with(|state| *state == SaveState::Saving) && part.get() == last);
    let reason = draft.value.reason.clone().filter(|_| draft.value.summary.status == RegistrationStatus::Returned);
    let official = draft.value.official.clone();
    let heading_focus = NodeRef::<html::Div>::new();
    focus_on_part(part, heading_focus);
    let sections = PARTS
        .iter()
        .enumerate()
        .map(|(index, one)| {
            view! {
                <section class="editor__part" data-part=index hidden=move || part.get() != index>
                    <h2 tabindex="-1">{pick(one.title)}</h2>
                    <p class="editor__lead">{pick(one.lead)}</p>
                    {(index == 0).then(|| official.clone()).flatten().map(|entry| official_beside(entry, form))}
                    {part_fields(form, one)}
                </section>
            }
        })
        .collect_view();
    let forward = move || if part.get() == last { t!(institution.edit.to_confirm) } else { t!(institution.edit.next) };
    view! {
        <div class="editor" node_ref=heading_focus on:click=move |ev| reveal(&ev, &|index| go(paths::registration_edit_at(id, index)))>
            {reason.map(|reason| view! {
                <Notice tone=Tone::Warning title=t!(institution.edit.returned_title)><Multiline text=reason/></Notice>
            })}
            {save.restored.then(|| view! { <Notice tone=Tone::Info live=true>{t!(institution.edit.restored)}</Notice> })}
            {kept_version(save)}
            {part_links(form, part, id)}
            <FormView form=form on_submit=submit>
                {sections}
                <div class="actions">
                    <SubmitButton busy=busy>{forward}</SubmitButton>
                    {move || (part.get() > 0).then(|| view! {
                        <LinkButton href=paths::registration_edit_at(id, part.get() - 1) kind=Kind::Outline>{t!(institution.edit.back)}</LinkButton>
                    })}
                    <Button kind=Kind::Text on_click=move || preview.set(true)>{t!(institution.edit.preview)}</Button>
                </div>
            </FormView>
            {save_state(save, conflict)}
            {conflict_dialog(save, conflict)}
            <Dialog open=preview title=t!(institution.edit.preview_title)>
                <PublicPreview content=typed::read(form)/>
                <div class="actions actions--end">
                    <Button kind=Kind::Outline on_click=move || preview.set(false)>{t!(common.action.close)}</Button>
                </div>
            </Dialog>
        </div>
    }
    .into_any()
}

/// What the official list says, to be opened beside the fields. It is compared as one types, once it is open.
fn official_beside(entry: OfficialEntry, form: Form) -> AnyView {
    view! {
        <Disclosure summary=t!(registration.official.open)>{official_of_form(entry, form)}</Disclosure>
    }
    .into_any()
}

/// Going to another part moves the focus to its heading, as a new page would.
fn focus_on_part(part: Memo<usize>, editor: NodeRef<html::Div>) {
    Effect::new(move |before: Option<usize>| {
        let now = part.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || {
                let selector = format!("[data-part=\"{now}\"] h2");
                if let Some(Ok(Some(heading))) = editor.get_untracked().map(|editor| editor.query_selector(&selector))
                    && let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>()
                {
                    let _ = heading.focus();
                }
            });
        }
        now
    });
}

/// A link of the error summary may lead to a field on another part: that part is opened first.
fn reveal(ev: &ev::MouseEvent, open: &dyn Fn(usize)) {
    let Some(link) = ev
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest(".error-summary a").ok().flatten())
    else {
        return;
    };
    let id = link.get_attribute("href").unwrap_or_default().trim_start_matches('#').to_owned();
    let Some(field) = document().get_element_by_id(&id) else { return };
    let Some(section) = field.closest("[data-part][hidden]").ok().flatten() else { return };
    let Some(index) = section.get_attribute("data-part").and_then(|index| index.parse().ok()) else { return };
    open(index);
    leptos::task::spawn_local(async move {
        // After the part is drawn and its heading had the focus.
        gloo_timers::future::TimeoutFuture::new(80).await;
        let inner = field.query_selector("input, select, textarea").ok().flatten();
        if let Ok(control) = inner.unwrap_or(field).dyn_into::<web_sys::HtmlElement>() {
            control.scroll_into_view();
            let _ = control.focus();
        }
    });
}

/// The parts with what is still missing in each.
fn part_links(form: Form, part: Memo<usize>, id: RegistrationId) -> AnyView {
    let missing = Memo::new(move |_| {
        form.edits();
        let mut counts = [0_usize; PARTS.len()];
        for error in typed::read(form).validate().err().map(domain::validate::Violations::into_errors).unwrap_or_default() {
            if let Some(index) = fields::part_of(&error.pointer) {
                counts[index] += 1;
            }
        }
        counts
    });
    let links = PARTS
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let note = move || match missing.get()[index] {
                0 => t!(institution.edit.complete).to_owned(),
                count => t!(institution.edit.remaining, count = count),
            };
            view! {
                <li class="parts__part" class:parts__part--complete=move || missing.get()[index] == 0>
                    <a href=paths::registration_edit_at(id, index) aria-current=move || (part.get() == index).then_some("step")>
                        <span class="parts__number" aria-hidden="true">{index + 1}</span>
                        <span class="parts__text">
                            <span class="parts__title">{pick(one.title)}</span>
                            <span class="parts__note">{note}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav aria-label=t!(institution.edit.parts)><ol class="parts">{links}</ol></nav> }.into_any()
}
