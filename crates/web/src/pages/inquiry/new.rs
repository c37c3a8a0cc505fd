//! The first message to an institution, with what a doctor has to state before it: one page, sent once.

use super::draft::Draft;
use super::refusal::Refusal;
use crate::client;
use crate::components::common::{FictionalTag, Page, crumb};
use crate::components::doctor::{doctor_card, licence_fields, model, specialty_field};
use crate::components::listing::{listing_name, listing_place};
use crate::components::ui::{Checkbox, Disclosure, EmptyState, Form, FormView, Kind, LinkButton, SubmitButton, TextArea};
use crate::i18n::locale;
use crate::paths::Unparsed;
use crate::state::{Mutation, Query, Reading, use_session, use_toasts};
use crate::{paths, t, t_list};
use domain::directory::ListingSummary;
use domain::doctor::{DoctorProfile, LicenceStatus, disclose};
use domain::ids::InquiryId;
use domain::inquiry::CreateInquiry;
use domain::validate::{Validate, Violations};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// What has to be known before writing.
#[derive(Clone)]
struct Ground {
    institution: ListingSummary,
    profile: Option<DoctorProfile>,
    blocked: bool,
    open: Option<InquiryId>,
    /// The title of the opening that it is about.
    about: Option<String>,
}

async fn read_ground(id: String, opening: Option<String>) -> Result<Ground, client::ClientError> {
    let institution = client::directory::get_institution(&id).await?.summary;
    let profile = client::doctor::get_doctor_profile().await?.map(|saved| saved.value);
    let blocked = client::doctor::list_blocks().await?.iter().any(|block| block.institution_id == institution.institution_id);
    let open = client::inquiry::find_open_inquiry(&id).await?.map(|inquiry| inquiry.id);
    let about = match opening {
        // One that has ended meanwhile is no reason not to ask, and one of another institution is no word to this one.
        Some(opening) => {
            let found = client::opening::get_opening(&opening).await.ok();
            found.filter(|found| found.institution_id == institution.institution_id).map(|found| found.content.title)
        }
        None => None,
    };
    Ok(Ground { institution, profile, blocked, open, about })
}

/// Writing to an institution for the first time.
#[component]
pub fn NewInquiryPage() -> impl IntoView {
    let id = use_query_map().with_untracked(|query| query.get("institution").unwrap_or_default());
    let back = paths::listing(Unparsed(&id));
    let opening = use_query_map().with_untracked(|query| query.get("opening"));
    let ground = Query::new(move || read_ground(id.clone(), opening.clone()));
    view! {
        <Page title=t!(inquiry.new.title) trail=vec![crumb(t!(directory.list.title), paths::DIRECTORY), crumb(t!(directory.listing.title), back)] wide=true>
            {ground.view(12, ready)}
        </Page>
    }
}

fn ready(ground: Ground) -> AnyView {
    let id = ground.institution.institution_id;
    let stop = |title: &'static str, text: &'static str, href: String, act: &'static str| {
        view! { <EmptyState title=title text=text><LinkButton href=href>{act}</LinkButton></EmptyState> }.into_any()
    };
    let content = match (ground.open, ground.blocked, ground.profile) {
        (Some(open), _, _) => {
            stop(t!(directory.ask.open_title), t!(inquiry.new.open_text), paths::inquiry(open), t!(directory.ask.open_link))
        }
        (None, true, _) => stop(
            t!(directory.ask.blocked_title),
            t!(directory.ask.blocked_text),
            paths::DOCTOR_PRIVACY.to_owned(),
            t!(inquiry.refusal.blocked),
        ),
        (None, false, Some(profile)) if !profile.licence.status.is_trusted() => {
            let why = if profile.licence.status == LicenceStatus::Restated {
                t!(doctor.licence.restated_text)
            } else {
                t!(doctor.licence.doubtful_text)
            };
            stop(t!(doctor.licence.title), why, paths::DOCTOR_PROFILE.to_owned(), t!(inquiry.refusal.licence))
        }
        (None, false, profile) => view! { <Compose institution=id.to_string() profile=profile about=ground.about/> }.into_any(),
    };
    let (name, place, fictional) = (listing_name(&ground.institution), listing_place(&ground.institution), ground.institution.fictional);
    view! {
        <p class="recipient">
            <span class="recipient__label">{t!(inquiry.new.to)}</span>
            <a class="recipient__name" href=paths::listing(id)>{name}</a>
            <span class="recipient__place">{place}</span>
            <FictionalTag fictional=fictional/>
        </p>
        {content}
    }
    .into_any()
}

#[component]
fn Compose(institution: String, profile: Option<DoctorProfile>, about: Option<String>) -> impl IntoView {
    let form = Form::new(String::from("inquiry/new/") + &institution);
    if let Some(title) = about {
        form.start("/body", t!(inquiry.new.about_opening, title = title));
    }
    let draft = Draft::keep(form, institution.clone());
    let create = Mutation::new();
    let toasts = use_toasts();
    let navigate = StoredValue::new_local(use_navigate());
    let here = paths::new_inquiry(Unparsed(&institution));
    // Stated here for the first time; saved again with the version it got where the message itself was refused.
    let states = profile.is_none();
    let etag = RwSignal::new(String::new());
    if states {
        for (path, value) in model::write(&model::first(use_session())) {
            form.start(path, value);
        }
    }
    let send = move || {
        let Ok(institution_id) = institution.parse() else { return };
        let input = CreateInquiry { institution_id, body: form.peek("/body"), share_identity: form.peek_checked("/share_identity") };
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let stated = states.then(|| model::read(&mut reading));
        let mut errors = stated.as_ref().map(|stated| reading.errors(stated)).unwrap_or_default();
        errors.extend(input.validate().err().map(Violations::into_errors).unwrap_or_default());
        let right = errors.is_empty();
        form.show_errors(errors.into_iter().map(|error| (error.pointer.clone(), error.message(locale()))).collect());
        if right {
            let act = async move {
                if let Some(stated) = stated {
                    etag.set(client::doctor::save_doctor_profile(&stated, &etag.get_untracked()).await?.etag);
                }
                client::inquiry::create_inquiry(&input, create.key()).await
            };
            create.submit(form, act, move |inquiry| {
                draft.sent();
                toasts.success(t!(inquiry.new.sent));
                navigate.with_value(|navigate| {
                    navigate(&paths::inquiry(inquiry.id), NavigateOptions { replace: true, ..NavigateOptions::default() })
                });
            });
        }
    };
    let hints = t_list!(inquiry.new.hints).into_iter().map(|hint| view! { <li>{hint}</li> }).collect_view();
    view! {
        <div class="profile">
            <FormView form=form on_submit=send>
                {form.was_kept().then(|| view! { <p class="small" role="status">{t!(common.form.restored)}</p> })}
                {states.then(|| about_me(form))}
                <Disclosure summary=t!(inquiry.new.hints_title)><ul>{hints}</ul></Disclosure>
                <TextArea form=form path="/body" label=t!(inquiry.new.body) hint=t!(inquiry.new.body_hint) required=true rows=10 max=4000/>
                {draft.view()}
                <div class="form__group">
                    <Checkbox form=form path="/share_identity" label=t!(inquiry.new.share) hint=t!(inquiry.new.share_hint)/>
                </div>
                <Refusal of=create here=here/>
                <div class="actions"><SubmitButton busy=create.pending()>{t!(inquiry.new.send)}</SubmitButton></div>
                <p class="small">{t!(inquiry.new.after)}</p>
            </FormView>
            <aside class="profile__preview" aria-labelledby="preview-title">{preview(form, profile)}</aside>
        </div>
    }
}

/// The fields that a doctor without a stated licence must fill in before the first inquiry.
fn about_me(form: Form) -> AnyView {
    view! {
        <section class="form__group" aria-labelledby="inquiry-me">
            <h2 id="inquiry-me">{t!(inquiry.new.about)}</h2>
            <p>{t!(inquiry.new.about_text)}</p>
            {licence_fields(form)}
            {specialty_field(form)}
        </section>
    }
    .into_any()
}

/// What the institution will see, by the same function that the server uses.
fn preview(form: Form, profile: Option<DoctorProfile>) -> AnyView {
    let session = use_session();
    let saved = profile.is_some();
    let card = Memo::new(move |_| {
        let email = session.me().map(|me| me.email.clone()).unwrap_or_default();
        let shared = form.checked("/share_identity");
        match &profile {
            Some(profile) => disclose(&profile.profile, profile.licence.status, &email, shared),
            None => {
                let text = |path: &str| form.get(path);
                let stated = model::read(&mut Reading::new(&text)).normalized();
                disclose(&stated, LicenceStatus::first(false), &email, shared)
            }
        }
    });
    let note = move || if card.with(|card| card.identity_shared) { t!(inquiry.new.preview_shared) } else { t!(inquiry.new.preview_hidden) };
    view! {
        <h2 id="preview-title" class="profile__preview-title">{t!(inquiry.new.preview)}</h2>
        <p class="small" role="status">{note}</p>
        {move || doctor_card(&card.get())}
        {saved.then(|| view! { <div class="actions"><LinkButton href=paths::DOCTOR_PROFILE kind=Kind::Text>{t!(doctor.privacy.change)}</LinkButton></div> })}
    }
    .into_any()
}
