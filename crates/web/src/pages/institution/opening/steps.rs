//! Where an opening stands, and the steps that its institution can take.

use super::edit::show;
use super::typed;
use crate::client::{self, Versioned};
use crate::components::common::{ConfirmedAction, DateText, DateTimeText, Multiline};
use crate::components::opening::own_status_tag;
use crate::components::ui::{Kind, LinkButton, Notice, Tone, data_list};
use crate::i18n::{locale, now};
use crate::pages::institution::autosave::Autosave;
use crate::state::{Query, sending};
use crate::{paths, t};
use chrono::{Days, NaiveDate};
use domain::ids::OpeningId;
use domain::opening::{ASKED_AFTER, CONFIRMED_FOR, Opening, OpeningContent, OpeningEvent, OpeningStatus};
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The opening of a page, with its version.
pub type Read = Query<Versioned<Opening>>;

/// Whether an opening waits for its confirmation: the institution was asked already.
pub fn is_due(confirm_by: NaiveDate, today: NaiveDate) -> bool {
    confirm_by <= today + CONFIRMED_FOR - Days::new(ASKED_AFTER[0])
}

/// Its state, its days, why it was taken down, and `acts`.
pub fn standing(opening: &Opening, acts: AnyView) -> AnyView {
    let mut facts = vec![(t!(opening.page.institution), opening.institution_name.clone().into_any())];
    if let Some(at) = opening.posted_at {
        facts.push((t!(opening.page.posted), view! { <DateTimeText at=at/> }.into_any()));
    }
    if let Some(at) = opening.confirmed_at {
        facts.push((t!(opening.page.confirmed), view! { <DateTimeText at=at/> }.into_any()));
    }
    if let Some(day) = opening.confirm_by {
        facts.push((t!(opening.own.confirm_by), view! { <DateText day=day/> }.into_any()));
    }
    let due = opening.confirm_by.filter(|day| is_due(*day, japan_date(now()))).map(|_| {
        view! { <Notice tone=Tone::Warning title=t!(opening.own.due_title)><p>{t!(opening.own.due_text)}</p></Notice> }
    });
    let reason = opening.taken_down_reason.clone().map(|reason| {
        view! { <Notice tone=Tone::Error title=t!(opening.own.taken_down)><Multiline text=reason/></Notice> }
    });
    let hidden = (opening.status == OpeningStatus::Open && !opening.is_shown)
        .then(|| view! { <Notice tone=Tone::Warning><p>{t!(opening.own.not_shown)}</p></Notice> });
    let paused = (opening.status == OpeningStatus::Paused).then(|| view! { <p class="now__text">{t!(opening.own.paused)}</p> });
    let public = opening.is_shown.then(|| {
        view! { <LinkButton href=paths::opening(opening.id) kind=Kind::Outline>{t!(opening.own.public_page)}</LinkButton> }
    });
    view! {
        <section class="now">
            <h2>{t!(opening.own.standing)}</h2>
            <p class="now__text">{own_status_tag(opening.status)}</p>
            {paused}
            {reason}
            {due}
            {hidden}
            {data_list(facts)}
            <div class="actions">{acts}{public}</div>
        </section>
    }
    .into_any()
}

/// The steps that need nothing but a word. What shows it to everybody goes through the form, which is checked first.
pub fn step_buttons(opening: &Opening, save: Autosave<OpeningContent>, read: Read) -> AnyView {
    opening
        .steps
        .iter()
        .filter_map(|event| {
            let (title, text, done) = match event {
                OpeningEvent::Confirm => (None, None, t!(opening.step.confirmed)),
                OpeningEvent::Pause => (Some(t!(opening.step.pause_title)), Some(t!(opening.step.pause_text)), t!(opening.step.paused)),
                OpeningEvent::Fill => (Some(t!(opening.step.fill_title)), Some(t!(opening.step.over_text)), t!(opening.step.filled)),
                OpeningEvent::End => (Some(t!(opening.step.end_title)), Some(t!(opening.step.over_text)), t!(opening.step.ended)),
                OpeningEvent::Publish | OpeningEvent::Resume | OpeningEvent::Lapse | OpeningEvent::TakeDown => return None,
            };
            Some(step_button(opening.id, *event, (title, text, done), save, read))
        })
        .collect_view()
        .into_any()
}

fn step_button(
    id: OpeningId,
    event: OpeningEvent,
    (title, text, done): (Option<&'static str>, Option<&'static str>, &'static str),
    save: Autosave<OpeningContent>,
    read: Read,
) -> AnyView {
    let send = move || {
        if event.needs_complete() && !show(save.form, &typed::errors(save.form, true)) {
            return None;
        }
        let request = async move {
            let id = id.to_string();
            if save.by_itself {
                save.save().await;
            }
            client::opening::advance_opening(&id, event, &save.etag()).await?;
            client::opening::get_own_opening(&id).await
        };
        Some(sending(request, move |latest: Versioned<Opening>| {
            save.moved_on(&latest.etag);
            read.put(latest);
        }))
    };
    let label = event.label(locale());
    let reload = move || read.reload();
    match (title, text) {
        (Some(title), Some(text)) => {
            let danger = matches!(event, OpeningEvent::Fill | OpeningEvent::End);
            let kind = if event == OpeningEvent::End { Kind::Text } else { Kind::Outline };
            view! { <ConfirmedAction label=label title=title text=text kind=kind danger=danger send=send done=done reload=reload/> }
                .into_any()
        }
        _ => view! { <ConfirmedAction label=label at_once=true send=send done=done reload=reload/> }.into_any(),
    }
}

/// Deletes a draft, and leaves its page.
pub fn discard_button(id: OpeningId, save: Autosave<OpeningContent>, read: Read) -> AnyView {
    let navigate = StoredValue::new_local(use_navigate());
    let send = move || {
        Some(sending(async move { client::opening::discard_opening(&id.to_string()).await }, move |()| {
            save.form.forget();
            navigate
                .with_value(|navigate| navigate(paths::INSTITUTION_HOME, NavigateOptions { replace: true, ..NavigateOptions::default() }));
        }))
    };
    view! {
        <ConfirmedAction
            label=t!(opening.step.discard)
            title=t!(opening.step.discard_title)
            text=t!(opening.step.discard_text)
            kind=Kind::Text
            danger=true
            send=send
            done=t!(opening.step.discarded)
            reload=move || read.reload()
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_due_once_its_institution_was_asked() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!is_due(day("2026-06-16"), day("2026-05-31")));
        assert!(is_due(day("2026-06-15"), day("2026-05-31")));
        assert!(is_due(day("2026-05-31"), day("2026-05-31")));
    }
}
