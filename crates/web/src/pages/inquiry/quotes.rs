//! Quotes that both sides of a conversation keep in it: what a plan would be paid when it was kept, and what today's rules give.

use super::thread::ThreadState;
use crate::client;
use crate::components::common::{DateTimeText, MutationError, pdf_button};
use crate::components::support::plan::{PlanContext, complete_plan, kind, live_statement, opening, schemes, typed_plan};
use crate::components::support::{payers_table, statement_view};
use crate::components::ui::{Disclosure, EmptyState, Form, FormView, Notice, SubmitButton, Tone, table};
use crate::i18n::{self, locale};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::t;
use domain::inquiry::{Inquiry, InquirySide};
use domain::money::Yen;
use domain::subsidy::dto::{CreateInquiryQuote, InquiryQuote};
use domain::subsidy::{LineChange, StatementDifference};
use leptos::prelude::*;

type Read = Query<Vec<InquiryQuote>>;

/// The quotes of a conversation, and while it is open the form for another.
pub fn quotes(id: String, thread: Query<Inquiry>, state: Memo<Option<ThreadState>>) -> AnyView {
    let asked = id.clone();
    // Keeping a quote is a change of the conversation: the other side's arrive with its news.
    let version = Memo::new(move |_| thread.get().map(|inquiry| inquiry.version));
    let read: Read = Query::new(move || {
        // Read, not only tracked: a memo that nobody has read follows nothing.
        let _ = version.get();
        let id = asked.clone();
        async move { client::subsidy::list_inquiry_quotes(&id).await }
    });
    let live = Memo::new(move |_| state.get().is_some_and(|now| now.status.is_live()));
    let written = id.clone();
    let form = move || live.get().then(|| create(written.clone(), thread, read));
    view! {
        <section class="quotes no-print" aria-labelledby="thread-quotes">
            <h2 id="thread-quotes" class="section__title">{t!(support_application.quotes.title)}</h2>
            <p>{t!(support_application.quotes.lead)}</p>
            {read.view(3, move |found| list(&id, &found))}
            {form}
        </section>
    }
    .into_any()
}

fn list(inquiry: &str, quotes: &[InquiryQuote]) -> AnyView {
    if quotes.is_empty() {
        return view! { <EmptyState title=t!(support_application.quotes.none)/> }.into_any();
    }
    let items = quotes.iter().map(|quote| one(inquiry, quote)).collect_view();
    view! { <ol class="quotes__list">{items}</ol> }.into_any()
}

fn one(inquiry: &str, quote: &InquiryQuote) -> AnyView {
    let by = match quote.side {
        InquirySide::Doctor => t!(support_application.quotes.by_doctor),
        InquirySide::Institution | InquirySide::System => t!(support_application.quotes.by_institution),
    };
    let names: Vec<&str> = quote.statement.lines.iter().map(|line| line.scheme.label(locale())).collect();
    let names = names.join(t!(support.words.comma));
    let detail = statement_view(&quote.statement);
    view! {
        <li class="quote">
            <p class="quote__head"><span>{by}</span>" "<DateTimeText at=quote.created_at/></p>
            <h3 class="quote__title">{names}</h3>
            <p class="statement__sum">
                <span>{t!(support.statement.subsidy)}</span>
                <strong class="number">{i18n::yen(quote.statement.subsidy_yen.0)}</strong>
            </p>
            {payers_table(&quote.statement)}
            {today(&quote.difference)}
            <Disclosure summary=t!(support_application.quotes.detail)>{detail}</Disclosure>
            {pdf(inquiry, quote)}
        </li>
    }
    .into_any()
}

/// More is said with a plus; less has its minus already.
fn signed(change: Yen) -> String {
    if change > Yen::ZERO { String::from("+") + &i18n::yen(change.0) } else { i18n::yen(change.0) }
}

/// What today's rules give for the same plan.
fn today(difference: &StatementDifference) -> AnyView {
    if !difference.has_changes() {
        return view! { <p class="muted">{t!(support_application.quotes.same)}</p> }.into_any();
    }
    let amount = |amount: Option<Yen>| match amount {
        Some(amount) => view! { <span class="number">{i18n::yen(amount.0)}</span> }.into_any(),
        None => t!(support_application.quotes.no_amount).into_any(),
    };
    let rows = difference
        .lines
        .iter()
        .filter(|line| line.change != LineChange::Same)
        .map(|line| {
            vec![
                line.scheme.label(locale()).into_any(),
                line.change.label(locale()).into_any(),
                amount(line.before_yen),
                amount(line.after_yen),
            ]
        })
        .collect();
    let title = t!(support_application.quotes.changed, amount = i18n::yen(difference.after_yen.0), change = signed(difference.change_yen));
    let columns = [
        t!(support_application.quotes.scheme),
        t!(support_application.quotes.change),
        t!(support_application.quotes.before),
        t!(support_application.quotes.after),
    ];
    view! {
        <Notice tone=Tone::Warning title=title>{table(t!(support_application.quotes.caption), &columns, rows)}</Notice>
    }
    .into_any()
}

fn pdf(inquiry: &str, quote: &InquiryQuote) -> AnyView {
    let (inquiry, id) = (inquiry.to_owned(), quote.id.to_string());
    pdf_button(t!(support_application.quotes.pdf), t!(support_application.quotes.file), move |lacking| {
        let (inquiry, id) = (inquiry.clone(), id.clone());
        async move { client::subsidy::print_inquiry_quote(&inquiry, &id, lacking).await }
    })
}

/// Works a plan out while somebody types, and keeps it for both sides.
fn create(id: String, thread: Query<Inquiry>, read: Read) -> AnyView {
    let form = Form::new(String::from("quote/") + &id);
    let party = thread.peek().map(|inquiry| inquiry.institution);
    form.start("/kind", "clinic");
    form.start("/duties_per", "month");
    if let Some(party) = party.clone().filter(|party| party.listed) {
        // What the page says of the institution need not be typed.
        leptos::task::spawn_local_scoped(async move {
            if let Ok(listing) = client::directory::get_institution(&party.institution_id.to_string()).await {
                form.start("/kind", listing.summary.kind.code());
                form.start("/beds", listing.profile.beds.map(|beds| beds.to_string()).unwrap_or_default());
            }
        });
    }
    let given =
        PlanContext { on: Some(domain::time::japan_date(i18n::now())), kind: None, prefecture: party.map(|party| party.prefecture_code) };
    let typed = typed_plan(form, Signal::stored(given));
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    let (keep, toasts, open) = (Mutation::new(), use_toasts(), form.was_kept());
    let submit = move || {
        let Some(plan) = complete_plan(form, typed) else { return };
        let input = CreateInquiryQuote { plan };
        if check(form, &input) {
            let id = id.clone();
            let act = async move { client::subsidy::create_inquiry_quote(&id, &input, keep.key()).await };
            keep.submit(form, act, move |_| {
                let kind = form.peek("/kind");
                form.reset();
                form.start("/kind", kind);
                form.start("/duties_per", "month");
                toasts.success(t!(support_application.quotes.kept));
                read.reload();
            });
        }
    };
    view! {
        <Disclosure summary=t!(support_application.quotes.create) open=open>
            <FormView form=form on_submit=submit>
                <div class="calculator">
                    <div class="calculator__form">
                        <div class="form__group">{kind(form)}{opening(form)}</div>
                        {schemes(form)}
                    </div>
                    <div class="calculator__result">{live_statement(typed, rules)}</div>
                </div>
                <p class="small">{t!(support_application.quotes.caveat)}</p>
                <MutationError of=keep/>
                <div class="actions"><SubmitButton busy=keep.pending()>{t!(support_application.quotes.keep)}</SubmitButton></div>
            </FormView>
        </Disclosure>
    }
    .into_any()
}
