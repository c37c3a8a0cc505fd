//! The doctor's profile, with a preview of what an institution sees: the server decides with the same function.

use super::licence::licence_state;
use crate::client::{self, Versioned};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::doctor::{doctor_card, licence_fields, model, specialty_field};
use crate::components::ui::{
    Button, Checkbox, CheckboxGroup, Choice, Disclosure, Form, FormView, Kind, LinkButton, Notice, SubmitButton, Tab, Tabs, TextArea,
    TextField, Tone,
};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_session, use_toasts};
use crate::{paths, t};
use domain::doctor::{DoctorLicence, DoctorProfile, LicenceStatus, SaveDoctorProfile, disclose};
use domain::institution::Employment;
use domain::problem::ProblemCode;
use domain::region::PREFECTURES;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use strum::IntoEnumIterator;

/// The profile form.
#[component]
pub fn DoctorProfilePage() -> impl IntoView {
    let saved = Query::new(client::doctor::get_doctor_profile);
    view! {
        <Page title=t!(doctor.profile.title) lead=t!(doctor.profile.lead) trail=vec![crumb(t!(doctor.home.title), paths::DOCTOR_HOME)] wide=true>
            {saved.view(16, move |saved| view! { <ProfileForm saved=saved/> }.into_any())}
        </Page>
    }
}

fn start(form: Form, profile: &SaveDoctorProfile) {
    for (path, value) in model::write(profile) {
        form.start(path, value);
    }
}

#[component]
fn ProfileForm(saved: Option<Versioned<DoctorProfile>>) -> impl IntoView {
    let form = Form::new("doctor/profile");
    let etag = RwSignal::new(saved.as_ref().map(|saved| saved.etag.clone()).unwrap_or_default());
    let licence = RwSignal::new(saved.as_ref().map(|saved| saved.value.licence.clone()));
    start(form, &saved.map_or_else(|| model::first(use_session()), |saved| saved.value.profile));
    let save = Mutation::new();
    let done = RwSignal::new(false);
    let toasts = use_toasts();
    let next = StoredValue::new(use_query_map().with_untracked(|query| query.get("next")).as_deref().and_then(paths::own_address));
    let navigate = StoredValue::new_local(use_navigate());
    let send = Callback::new(move |()| {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let input = model::read(&mut reading);
        done.set(false);
        if let Some(input) = reading.finish(form, input) {
            let act = async move { client::doctor::save_doctor_profile(&input, &etag.get_untracked()).await };
            save.submit(form, act, move |saved| {
                etag.set(saved.etag);
                start(form, &saved.value.profile);
                licence.set(Some(saved.value.licence));
                done.set(true);
                toasts.success(t!(doctor.profile.saved));
                if let Some(next) = next.get_value() {
                    navigate.with_value(|navigate| navigate(&next, NavigateOptions::default()));
                }
            });
        }
    });
    view! {
        <div class="profile">
            <div>
            {licence_state(licence)}
            <FormView form=form on_submit=send>
                {next.with_value(Option::is_some).then(|| view! { <Notice tone=Tone::Info title=t!(doctor.profile.before_inquiry)/> })}
                {form.was_kept().then(|| view! { <p class="small" role="status">{t!(common.form.restored)}</p> })}
                {about_me(form)}
                {wishes(form)}
                {disclosure(form)}
                <MutationError of=save/>
                {conflict(form, etag, save, send)}
                <div class="actions"><SubmitButton busy=save.pending()>{t!(doctor.profile.save)}</SubmitButton></div>
                {move || done.get().then(saved_notice)}
            </FormView>
            </div>
            <aside class="profile__preview" aria-labelledby="preview-title">{preview(form, licence)}</aside>
        </div>
    }
}

fn about_me(form: Form) -> AnyView {
    view! {
        <section class="form__group" aria-labelledby="profile-me">
            <h2 id="profile-me">{t!(doctor.profile.me)}</h2>
            {licence_fields(form)}
            <TextField form=form path="/years_of_practice" label=t!(doctor.profile.years_of_practice) hint=t!(doctor.profile.years_of_practice_hint) width="short" inputmode="numeric" autocomplete="off"/>
            {specialty_field(form)}
            <TextField form=form path="/employer" label=t!(doctor.profile.employer) hint=t!(doctor.profile.employer_hint) autocomplete="organization"/>
            <TextField form=form path="/phone" label=t!(doctor.profile.phone) hint=t!(doctor.profile.phone_hint) kind="tel" width="medium" autocomplete="tel"/>
        </section>
    }
    .into_any()
}

fn wishes(form: Form) -> AnyView {
    let prefectures = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect::<Vec<_>>();
    let employment = Employment::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect::<Vec<_>>();
    view! {
        <section class="form__group" aria-labelledby="profile-wishes">
            <h2 id="profile-wishes">{t!(doctor.profile.wishes)}</h2>
            <p>{t!(doctor.profile.wishes_text)}</p>
            <Disclosure summary=t!(doctor.profile.prefectures_choose)>
                <CheckboxGroup form=form path="/wishes/prefectures" label=t!(doctor.profile.prefectures) hint=t!(doctor.profile.prefectures_hint) options=prefectures/>
            </Disclosure>
            <CheckboxGroup form=form path="/wishes/employment" label=t!(doctor.profile.employment) hint=t!(doctor.profile.employment_hint) options=employment/>
            <TextField form=form path="/wishes/start" label=t!(doctor.profile.start) hint=t!(doctor.profile.start_hint)/>
            <TextArea form=form path="/wishes/about" label=t!(doctor.profile.about) hint=t!(doctor.profile.about_hint) max=2000/>
        </section>
    }
    .into_any()
}

fn disclosure(form: Form) -> AnyView {
    view! {
        <fieldset class="form__group profile__disclosure" id="disclosure">
            <legend class="visually-hidden">{t!(doctor.profile.disclosure)}</legend>
            <h2 aria-hidden="true">{t!(doctor.profile.disclosure)}</h2>
            <p>{t!(doctor.profile.disclosure_text)}</p>
            <div class="profile__choices">
                <Checkbox form=form path="/disclosure/specialties" label=t!(doctor.profile.show_specialties)/>
                <Checkbox form=form path="/disclosure/years" label=t!(doctor.profile.show_years)/>
                <Checkbox form=form path="/disclosure/wishes" label=t!(doctor.profile.show_wishes)/>
                <Checkbox form=form path="/disclosure/name" label=t!(doctor.profile.show_name)/>
                <Checkbox form=form path="/disclosure/employer" label=t!(doctor.profile.show_employer)/>
                <Checkbox form=form path="/disclosure/contact" label=t!(doctor.profile.show_contact)/>
            </div>
            <p class="small">{t!(doctor.profile.licence_note)}</p>
        </fieldset>
    }
    .into_any()
}

/// What an institution sees of what stands in the form now.
fn preview(form: Form, licence: RwSignal<Option<DoctorLicence>>) -> AnyView {
    let session = use_session();
    let stage = RwSignal::new("before");
    let card = Memo::new(move |_| {
        let text = |path: &str| form.get(path);
        let profile = model::read(&mut Reading::new(&text)).normalized();
        let email = session.me().map(|me| me.email.clone()).unwrap_or_default();
        let status = licence.with(|licence| licence.as_ref().map_or(LicenceStatus::first(false), |licence| licence.status));
        disclose(&profile, status, &email, stage.get() == "after")
    });
    let tabs = vec![
        Tab { id: "before", label: t!(doctor.profile.preview_before).to_owned() },
        Tab { id: "after", label: t!(doctor.profile.preview_after).to_owned() },
    ];
    view! {
        <h2 id="preview-title" class="profile__preview-title">{t!(doctor.profile.preview)}</h2>
        <Tabs tabs=tabs active=stage label=t!(doctor.profile.preview)>
            <p class="small">{move || if stage.get() == "after" { t!(doctor.profile.preview_after_text) } else { t!(doctor.profile.preview_before_text) }}</p>
            {move || doctor_card(&card.get())}
        </Tabs>
    }
    .into_any()
}

/// Saved elsewhere in the meantime: what was typed stays, and the person chooses which of the two counts.
fn conflict(form: Form, etag: RwSignal<String>, save: Mutation, send: Callback<()>) -> AnyView {
    let read = Mutation::new();
    let newest = move |keep: bool| {
        read.run(client::doctor::get_doctor_profile(), move |newest| {
            let Some(newest) = newest else { return };
            etag.set(newest.etag);
            save.clear();
            if keep {
                send.run(());
            } else {
                form.forget();
                start(form, &newest.value.profile);
            }
        });
    };
    let there = move || save.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch));
    (move || {
        there().then(|| {
            view! {
                <div class="actions">
                    <Button kind=Kind::Outline busy=read.pending() on_click=move || newest(true)>{t!(doctor.profile.keep_mine)}</Button>
                    <Button kind=Kind::Text busy=read.pending() on_click=move || newest(false)>{t!(doctor.profile.take_theirs)}</Button>
                </div>
                <MutationError of=read/>
            }
        })
    })
    .into_any()
}

fn saved_notice() -> AnyView {
    view! {
        <Notice tone=Tone::Success title=t!(doctor.profile.saved) live=true>
            <p>{t!(doctor.profile.saved_text)}</p>
            <div class="actions">
                <LinkButton href=paths::DIRECTORY kind=Kind::Outline>{t!(common.nav.directory)}</LinkButton>
                <LinkButton href=paths::DOCTOR_PRIVACY kind=Kind::Text>{t!(doctor.privacy.title)}</LinkButton>
            </div>
        </Notice>
    }
    .into_any()
}
