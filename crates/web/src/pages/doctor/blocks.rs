//! The institutions that a doctor keeps out, and finding one to add.

use crate::client;
use crate::components::common::{DateTimeText, MutationError};
use crate::components::listing::{listing_name, listing_place};
use crate::components::ui::{Button, ConfirmDialog, Form, FormView, Kind, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::{Mutation, Query, use_toasts};
use crate::t;
use domain::directory::{DirectoryQuery, FoundListing};
use domain::doctor::BlockedInstitution;
use domain::region::prefecture_label;
use leptos::prelude::*;

/// Institutions offered when looking for one to block.
const OFFERED: u16 = 10;

/// The list and the search.
#[component]
pub fn Blocks() -> impl IntoView {
    let blocks = Query::new(client::doctor::list_blocks);
    let unblock = Mutation::new();
    let toasts = use_toasts();
    let remove = Callback::new(move |(id,): (String,)| {
        unblock.run(async move { client::doctor::unblock_institution(&id).await }, move |()| {
            toasts.success(t!(directory.ask.unblocked));
            blocks.reload();
        });
    });
    view! {
        <p>{t!(doctor.privacy.blocks_text)}</p>
        <MutationError of=unblock/>
        {blocks.view(3, move |blocks| list(blocks, unblock.pending(), remove))}
        <Add blocks=blocks/>
    }
}

fn list(blocks: Vec<BlockedInstitution>, busy: Signal<bool>, remove: Callback<(String,)>) -> AnyView {
    if blocks.is_empty() {
        return view! { <p class="blocks__none">{t!(doctor.privacy.no_blocks)}</p> }.into_any();
    }
    let rows = blocks
        .into_iter()
        .map(|block| {
            let id = block.institution_id.to_string();
            let place = prefecture_label(&block.prefecture_code, locale());
            let label = t!(doctor.privacy.unblock_label, name = block.name);
            view! {
                <li class="share">
                    <span class="share__name">{block.name}</span>
                    <span class="share__since">{place}<DateTimeText at=block.blocked_at/></span>
                    <Button kind=Kind::Outline compact=true busy=busy label=label on_click=move || remove.run((id.clone(),))>{t!(doctor.privacy.unblock)}</Button>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="shares">{rows}</ul> }.into_any()
}

/// Looks an institution up in the directory and blocks it.
#[component]
fn Add(blocks: Query<Vec<BlockedInstitution>>) -> impl IntoView {
    let form = Form::new("doctor/block");
    let (search, block) = (Mutation::new(), Mutation::new());
    let found = RwSignal::new(None::<Vec<FoundListing>>);
    let chosen = RwSignal::new(None::<(String, String)>);
    let open = RwSignal::new(false);
    let toasts = use_toasts();
    let look = move || {
        let Some(words) = form.peek_some("/q") else { return };
        let query = DirectoryQuery { q: Some(words), limit: Some(OFFERED), ..DirectoryQuery::default() };
        search.run(async move { client::directory::list_institutions(&query, false).await }, move |page| found.set(Some(page.items)));
    };
    let act = Callback::new(move |()| {
        let Some((id, _)) = chosen.get_untracked() else { return };
        // A refusal shows on the page, which a dialog would cover.
        open.set(false);
        block.run(async move { client::doctor::block_institution(&id).await }, move |()| {
            found.set(None);
            form.reset();
            toasts.success(t!(directory.block.done));
            blocks.reload();
        });
    });
    let offers = move || {
        found.get().map(|found| {
            let known: Vec<String> = blocks.get().unwrap_or_default().iter().map(|block| block.institution_id.to_string()).collect();
            offers(
                found,
                &known,
                Callback::new(move |(id, name): (String, String)| {
                    chosen.set(Some((id, name)));
                    block.clear();
                    open.set(true);
                }),
            )
        })
    };
    let title = move || chosen.with(|chosen| chosen.as_ref().map(|(_, name)| t!(directory.block.confirm_title, name = name)));
    view! {
        <div class="blocks__add">
            <h3>{t!(doctor.privacy.add)}</h3>
            <FormView form=form on_submit=look>
                <TextField form=form path="/q" label=t!(doctor.privacy.words) hint=t!(doctor.privacy.words_hint) required=true autocomplete="off"/>
                <div class="actions"><SubmitButton kind=Kind::Outline busy=search.pending()>{t!(directory.filter.search)}</SubmitButton></div>
            </FormView>
            <MutationError of=search/>
            <div role="status">{offers}</div>
            <MutationError of=block/>
            {move || title().map(|title| view! {
                <ConfirmDialog
                    open=open
                    title=title
                    text=t!(directory.block.confirm_text)
                    confirm=t!(directory.block.confirm)
                    danger=true
                    busy=block.pending()
                    on_confirm=act
                />
            })}
        </div>
    }
}

fn offers(found: Vec<FoundListing>, blocked: &[String], choose: Callback<(String, String)>) -> AnyView {
    if found.is_empty() {
        return view! { <p>{t!(doctor.privacy.not_found)}</p> }.into_any();
    }
    let rows = found
        .into_iter()
        .map(|FoundListing { summary: listing, .. }| {
            let (id, name, place) = (listing.institution_id.to_string(), listing_name(&listing), listing_place(&listing));
            let act = if blocked.contains(&id) {
                view! { <span class="muted">{t!(doctor.privacy.blocked)}</span> }.into_any()
            } else {
                let (label, named) = (t!(doctor.privacy.block_label, name = name), name.clone());
                let act = move || choose.run((id.clone(), named.clone()));
                view! { <Button kind=Kind::Outline compact=true label=label on_click=act>{t!(doctor.privacy.block)}</Button> }.into_any()
            };
            view! {
                <li class="share">
                    <span class="share__name">{name}</span>
                    <span class="share__since">{place}</span>
                    {act}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="shares">{rows}</ul> }.into_any()
}
