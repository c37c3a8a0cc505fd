//! What a doctor wishes for: each wish a must, good to have, or of no matter.

mod model;

use crate::client::{self, Versioned};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::ui::{Button, CheckboxGroup, Choice, Form, FormView, Kind, LinkButton, Notice, SubmitButton, TextField, Tone};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::institution::Specialty;
use domain::matching::{SavedWishes, Weight, WishKey, WishKind, Wishes};
use domain::opening::{Benefit, Engagement, PayUnit};
use domain::problem::ProblemCode;
use domain::region::PREFECTURES;
use leptos::prelude::*;
use model::{pay_path, subject, value_path, weight_path};
use strum::IntoEnumIterator;

/// The form of the wishes.
#[component]
pub fn DoctorWishesPage() -> impl IntoView {
    let saved = Query::new(client::matching::get_wishes);
    view! {
        <Page title=t!(matching.wishes.title) lead=t!(matching.wishes.lead) trail=vec![crumb(t!(doctor.home.title), paths::DOCTOR_HOME)]>
            {saved.view(16, move |saved| view! { <WishesForm saved=saved/> }.into_any())}
        </Page>
    }
}

fn start(form: Form, wishes: &Wishes) {
    for (path, value) in model::write(wishes) {
        form.start(&path, value);
    }
}

#[component]
fn WishesForm(saved: Option<Versioned<SavedWishes>>) -> impl IntoView {
    let form = Form::new("doctor/wishes");
    let etag = RwSignal::new(saved.as_ref().map(|saved| saved.etag.clone()).unwrap_or_default());
    start(form, &saved.map(|saved| saved.value.wishes).unwrap_or_default());
    let save = Mutation::new();
    let done = RwSignal::new(false);
    let toasts = use_toasts();
    let send = Callback::new(move |()| {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let input = model::read(&mut reading);
        let asked = input.clone();
        done.set(false);
        if let Some(input) = reading.finish_at(form, input, |pointer| model::field_of(&asked, pointer)) {
            let act = async move { client::matching::save_wishes(&input, &etag.get_untracked()).await };
            save.submit(form, act, move |saved| {
                etag.set(saved.etag);
                start(form, &saved.value.wishes);
                done.set(true);
                toasts.success(t!(matching.wishes.saved));
            });
        }
    });
    view! {
        <FormView form=form on_submit=send>
            {form.was_kept().then(|| view! { <p class="small" role="status">{t!(common.form.restored)}</p> })}
            {groups(form)}
            <MutationError of=save/>
            {conflict(form, etag, save, send)}
            <div class="actions"><SubmitButton busy=save.pending()>{t!(matching.wishes.save)}</SubmitButton></div>
            {move || done.get().then(saved_notice)}
        </FormView>
    }
}

/// The rows in their groups: the place, the work, duty, pay, what is offered, training.
fn groups(form: Form) -> AnyView {
    use WishKind as K;
    let group = |id: &'static str, title: &'static str, keys: Vec<WishKey>| {
        let rows = keys.into_iter().map(|key| row(form, key)).collect_view();
        view! {
            <section class="form__group" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                {rows}
            </section>
        }
    };
    let of = |kinds: &[WishKind]| kinds.iter().map(|kind| (*kind, None)).collect::<Vec<WishKey>>();
    view! {
        {group("wishes-place", t!(matching.wishes.place), of(&[K::Prefectures, K::PriorityArea]))}
        {group("wishes-work", t!(matching.wishes.work), of(&[K::Specialties, K::Engagements, K::HalfDays, K::StartsFrom, K::StartsBy]))}
        {group("wishes-duty", t!(matching.wishes.duty), of(&[K::NightDuties, K::DayDuties, K::OnCall, K::DutyPermit]))}
        {group("wishes-pay", t!(matching.wishes.pay), of(&[K::Pay]))}
        {group("wishes-offers", t!(matching.wishes.offers), Benefit::iter().map(|one| (K::Benefit, Some(one))).collect())}
        {group("wishes-training", t!(matching.wishes.training), of(&[K::Guidance, K::ProgrammeSupport, K::ProgrammeHours]))}
    }
    .into_any()
}

/// A wish: how much it counts, and, once it does, its value.
fn row(form: Form, key: WishKey) -> AnyView {
    let path = weight_path(key);
    let counts = form.signal(&path);
    view! {
        <div class="wish">
            {weight_choice(form, &path, subject(key, locale()))}
            <div class="wish__value" hidden=move || counts.with(String::is_empty)>{value(form, key)}</div>
        </div>
    }
    .into_any()
}

fn weight_choice(form: Form, path: &str, label: &'static str) -> AnyView {
    let name = form.id(path);
    let options = [
        (Weight::Must.code(), Weight::Must.label(locale())),
        (Weight::GoodToHave.code(), Weight::GoodToHave.label(locale())),
        ("", t!(matching.wishes.any)),
    ];
    let controls = options
        .into_iter()
        .map(|(value, text)| {
            let (signal, path) = (form.signal(path), path.to_owned());
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=name.clone()
                        value=value
                        prop:checked=move || signal.with(|chosen| chosen == value)
                        on:change=move |_| form.set(&path, value)
                    />
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="wish__weight">
            <legend class="field__label">{label}</legend>
            <div class="choices">{controls}</div>
        </fieldset>
    }
    .into_any()
}

/// The field of a wish's value; nothing for one that is its own value.
fn value(form: Form, key: WishKey) -> AnyView {
    let path = value_path(key);
    let number = |label: &'static str| number_field(form, value_path(key), label);
    let day = |label: &'static str| {
        view! { <TextField form=form path=value_path(key) label=label hint=t!(matching.wishes.day_hint) required=true width="medium" autocomplete="off"/> }
            .into_any()
    };
    match key.0 {
        WishKind::Prefectures => {
            let options = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect::<Vec<_>>();
            view! { <CheckboxGroup form=form path=path label=t!(matching.wishes.prefectures) required=true options=options/> }.into_any()
        }
        WishKind::Specialties => {
            let options = Specialty::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect::<Vec<_>>();
            view! { <CheckboxGroup form=form path=path label=t!(matching.wishes.specialties) required=true options=options/> }.into_any()
        }
        WishKind::Engagements => {
            let options = Engagement::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect::<Vec<_>>();
            view! { <CheckboxGroup form=form path=path label=t!(matching.wishes.engagements) required=true options=options/> }.into_any()
        }
        WishKind::HalfDays => number(t!(matching.wishes.half_days)),
        WishKind::NightDuties => number(t!(matching.wishes.night_duties)),
        WishKind::DayDuties => number(t!(matching.wishes.day_duties)),
        WishKind::OnCall => number(t!(matching.wishes.on_call)),
        WishKind::ProgrammeHours => number(t!(matching.wishes.programme_hours)),
        WishKind::StartsFrom => day(t!(matching.wishes.starts_from)),
        WishKind::StartsBy => day(t!(matching.wishes.starts_by)),
        WishKind::Pay => pay(form),
        WishKind::DutyPermit => view! { <p class="small">{t!(matching.wishes.duty_permit)}</p> }.into_any(),
        WishKind::PriorityArea => view! { <p class="small">{t!(matching.wishes.priority_area)}</p> }.into_any(),
        WishKind::Benefit | WishKind::Guidance | WishKind::ProgrammeSupport => ().into_any(),
    }
}

fn number_field(form: Form, path: String, label: &'static str) -> AnyView {
    view! { <TextField form=form path=path label=label required=true width="short" inputmode="numeric" autocomplete="off"/> }.into_any()
}

/// An amount for each unit that would do.
fn pay(form: Form) -> AnyView {
    let fields = PayUnit::iter()
        .map(|unit| {
            let label = t!(matching.wishes.pay_of, unit = unit.label(locale()));
            view! { <TextField form=form path=pay_path(unit) label=label width="medium" inputmode="numeric" autocomplete="off"/> }
        })
        .collect_view();
    view! {
        <p class="small">{t!(matching.wishes.pay_text)}</p>
        {fields}
    }
    .into_any()
}

fn saved_notice() -> AnyView {
    view! {
        <Notice tone=Tone::Success title=t!(matching.wishes.saved) live=true>
            <div class="actions"><LinkButton href=paths::DOCTOR_MATCHES>{t!(matching.home.matches)}</LinkButton></div>
        </Notice>
    }
    .into_any()
}

/// Saved elsewhere in the meantime: what was chosen here stays, and the person says which of the two counts.
fn conflict(form: Form, etag: RwSignal<String>, save: Mutation, send: Callback<()>) -> AnyView {
    let read = Mutation::new();
    let newest = move |keep: bool| {
        read.run(client::matching::get_wishes(), move |newest| {
            let Some(newest) = newest else { return };
            etag.set(newest.etag);
            save.clear();
            if keep {
                send.run(());
            } else {
                form.forget();
                start(form, &newest.value.wishes);
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
