//! The institutions that a doctor keeps out, and finding one to add.

use crate::client;
use crate::components::common::{ConfirmedAction, DateTimeText, MutationError};
use crate::components::listing::{listing_name, listing_place};
use crate::components::ui::{Form, FormView, Kind, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::{Mutation, Query, sending};
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
    view! {
        <p>{t!(doctor.privacy.blocks_text)}</p>
        {blocks.view(3, move |found| list(found, blocks))}
        <Add blocks=blocks/>
    }
}

fn list(found: Vec<BlockedInstitution>, blocks: Query<Vec<BlockedInstitution>>) -> AnyView {
    if found.is_empty() {
        return view! { <p class="blocks__none">{t!(doctor.privacy.no_blocks)}</p> }.into_any();
    }
    let rows = found
        .into_iter()
        .map(|block| {
            let id = block.institution_id.to_string();
            let place = prefecture_label(&block.prefecture_code, locale());
            let label = t!(doctor.privacy.unblock_label, name = block.name);
            let unblock = move || {
                let id = id.clone();
                Some(sending(async move { client::doctor::unblock_institution(&id).await }, move |()| blocks.reload()))
            };
            view! {
                <li class="share">
                    <span class="share__name">{block.name}</span>
                    <span class="share__since">{place}<DateTimeText at=block.blocked_at/></span>
                    <ConfirmedAction
                        label=t!(doctor.privacy.unblock)
                        name=label
                        kind=Kind::Outline
                        compact=true
                        at_once=true
                        send=unblock
                        done=t!(directory.ask.unblocked)
                    />
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
    let search = Mutation::new();
    let found = RwSignal::new(None::<Vec<FoundListing>>);
    let look = move || {
        let Some(words) = form.peek_some("/q") else { return };
        let query = DirectoryQuery { q: Some(words), limit: Some(OFFERED), ..DirectoryQuery::default() };
        search.run(async move { client::directory::list_institutions(&query, false).await }, move |page| found.set(Some(page.items)));
    };
    let blocked = Callback::new(move |()| {
        found.set(None);
        form.reset();
        blocks.reload();
    });
    let offers = move || {
        found.get().map(|found| {
            let known: Vec<String> = blocks.get().unwrap_or_default().iter().map(|block| block.institution_id.to_string()).collect();
            offers(found, &known, blocked)
        })
    };
    view! {
        <div class="blocks__add">
            <h3>{t!(doctor.privacy.add)}</h3>
            <FormView form=form on_submit=look>
                <TextField form=form path="/q" label=t!(doctor.privacy.words) hint=t!(doctor.privacy.words_hint) required=true autocomplete="off"/>
                <div class="actions"><SubmitButton kind=Kind::Outline busy=search.pending()>{t!(directory.filter.search)}</SubmitButton></div>
            </FormView>
            <MutationError of=search/>
            <div role="status">{offers}</div>
        </div>
    }
}

fn offers(found: Vec<FoundListing>, known: &[String], blocked: Callback<()>) -> AnyView {
    if found.is_empty() {
        return view! { <p>{t!(doctor.privacy.not_found)}</p> }.into_any();
    }
    let rows = found
        .into_iter()
        .map(|FoundListing { summary: listing, .. }| {
            let (id, name, place) = (listing.institution_id.to_string(), listing_name(&listing), listing_place(&listing));
            let act = if known.contains(&id) {
                view! { <span class="muted">{t!(doctor.privacy.blocked)}</span> }.into_any()
            } else {
                let send = move || {
                    let id = id.clone();
                    Some(sending(async move { client::doctor::block_institution(&id).await }, move |()| blocked.run(())))
                };
                view! {
                    <ConfirmedAction
                        label=t!(doctor.privacy.block)
                        name=t!(doctor.privacy.block_label, name = name)
                        title=t!(directory.block.confirm_title, name = name)
                        text=t!(directory.block.confirm_text)
                        confirm=t!(directory.block.confirm)
                        kind=Kind::Outline
                        compact=true
                        danger=true
                        send=send
                        done=t!(directory.block.done)
                    />
                }
                .into_any()
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
