//! How a page reads: a [`Query`] for one thing, [`Pages`] for a list that continues.
//!
//! Not leptos' resources with `<Suspense>`: what is shown stays on screen while it is read again (nothing jumps), failures are values with a retry,
//! and the machinery is not instantiated for each type.

use crate::client::ClientError;
use crate::components::common::LoadError;
use crate::components::ui::{Button, Kind, Skeleton};
use crate::t;
use domain::page::Page;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, ClientError>>>>;
/// The most pages that are read on at once.
const READ_ON: usize = 50;
/// Reads the page after a cursor.
type FetchPage<T> = Box<dyn Fn(Option<String>) -> Fetch<Page<T>>>;

/// Something read from the server; read again when a signal that the fetch closure *calls synchronously* changes.
pub struct Query<T: Send + Sync + 'static> {
    data: RwSignal<Option<T>>,
    error: RwSignal<Option<ClientError>>,
    loading: RwSignal<bool>,
    tick: RwSignal<u32>,
    /// How often it was read; what began before the last time is an answer to an earlier question.
    run: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// Reads now, and again whenever a signal read in `fetch` (before its future runs) changes.
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ClientError>> + 'static,
    {
        Self::boxed(Box::new(move || Box::pin(fetch()) as Fetch<T>))
    }

    fn boxed(fetch: Box<dyn Fn() -> Fetch<T>>) -> Self {
        let query = Self {
            data: RwSignal::new(None),
            error: RwSignal::new(None),
            loading: RwSignal::new(true),
            tick: RwSignal::new(0),
            run: StoredValue::new(0),
        };
        let run = query.run;
        Effect::new(move |_| {
            query.tick.track();
            let future = fetch();
            let this_run = run.get_value().wrapping_add(1);
            run.set_value(this_run);
            query.loading.set(true);
            leptos::task::spawn_local(async move {
                let result = future.await;
                // An answer that a newer question has overtaken is dropped, and so is one for a page that is gone.
                if run.try_get_value() == Some(this_run) {
                    query.loading.set(false);
                    match result {
                        Ok(value) => {
                            query.error.set(None);
                            query.data.set(Some(value));
                        }
                        Err(error) => query.error.set(Some(error)),
                    }
                }
            });
        });
        query
    }

    /// Reads again, keeping what is shown.
    pub fn reload(self) {
        self.tick.update(|tick| *tick = tick.wrapping_add(1));
    }

    /// What was read last, tracked.
    pub fn get(self) -> Option<T> {
        self.data.get()
    }

    /// What was read last, untracked.
    pub fn peek(self) -> Option<T> {
        self.data.get_untracked()
    }

    /// Looks at what was read last without copying it, tracked.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.data.with(|data| data.as_ref().map(look))
    }

    /// Puts in what the server answered to a change, so that the page need not read again.
    pub fn put(self, value: T) {
        self.error.set(None);
        self.data.set(Some(value));
    }

    /// Whether it is being read, tracked.
    pub fn loading(self) -> Signal<bool> {
        self.loading.into()
    }

    /// Why the last reading failed, tracked.
    pub fn error(self) -> Signal<Option<ClientError>> {
        self.error.into()
    }

    /// Whether it failed, for [`failures`].
    pub fn outcome(self) -> Outcome {
        Outcome { error: self.error, tick: self.tick }
    }

    /// Shows a skeleton of `lines` lines while there is nothing yet, the failure with a retry, or what was read.
    pub fn view(self, lines: usize, render: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        let present = self.data_present();
        let phase = Memo::new(move |_| match (present.get(), self.error.with(Option::is_some)) {
            (true, _) => Phase::Ready,
            (false, true) => Phase::Failed,
            (false, false) => Phase::Waiting,
        });
        in_phase(phase, lines, self.outcome(), move || self.data.get().map(&render).into_any())
    }

    fn data_present(self) -> Signal<bool> {
        Memo::new(move |_| self.data.with(Option::is_some)).into()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Waiting,
    Failed,
    Ready,
}

fn in_phase(phase: Memo<Phase>, lines: usize, outcome: Outcome, ready: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    (move || match phase.get() {
        Phase::Waiting => view! { <Skeleton lines=lines/> }.into_any(),
        Phase::Failed => failures(vec![outcome]),
        Phase::Ready => ready(),
    })
    .into_any()
}

/// What came of a reading, whatever was read.
#[derive(Clone, Copy)]
pub struct Outcome {
    error: RwSignal<Option<ClientError>>,
    tick: RwSignal<u32>,
}

/// The first failure of readings that are shown together, with a retry of all that failed; nothing while none did.
pub fn failures(of: Vec<Outcome>) -> AnyView {
    let of = StoredValue::new(of);
    let first = Memo::new(move |_| of.with_value(|of| of.iter().find_map(|one| one.error.get())));
    let retry = Callback::new(move |()| {
        for one in of.get_value().into_iter().filter(|one| one.error.with_untracked(Option::is_some)) {
            one.tick.update(|tick| *tick = tick.wrapping_add(1));
        }
    });
    (move || first.get().map(|error| view! { <LoadError error=error on_retry=retry/> })).into_any()
}

/// A list that continues with a cursor.
pub struct Pages<T: Send + Sync + 'static> {
    items: RwSignal<Vec<T>>,
    next: RwSignal<Option<String>>,
    first: Query<Page<T>>,
    more: crate::state::Mutation,
    fetch: StoredValue<FetchPage<T>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Copy for Pages<T> {}

impl<T: Send + Sync + 'static> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Pages<T> {
    /// Reads the first page now and whenever a signal read in `fetch` changes; `fetch` takes the cursor.
    pub fn new<F>(fetch: impl Fn(Option<String>) -> F + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        let fetch: StoredValue<FetchPage<T>, LocalStorage> = StoredValue::new_local(Box::new(move |cursor| Box::pin(fetch(cursor))));
        let first = Query::new(move || fetch.with_value(|fetch| fetch(None)));
        let pages = Self { items: RwSignal::new(Vec::new()), next: RwSignal::new(None), first, more: crate::state::Mutation::new(), fetch };
        Effect::new(move |_| {
            if let Some(page) = first.get() {
                pages.next.set(page.next_cursor);
                pages.items.set(page.items);
                pages.more.clear();
            }
        });
        pages
    }

    /// Reads again from the start.
    pub fn reload(self) {
        self.first.reload();
    }

    /// Takes rows out of what was read, so that the others stay where they are.
    pub fn retain(self, keep: impl Fn(&T) -> bool) {
        self.items.update(|items| items.retain(keep));
    }

    /// The rows read so far, tracked.
    pub fn items(self) -> Signal<Vec<T>> {
        self.items.into()
    }

    /// What was read, as if it were one page, untracked; nothing while it may belong to another question.
    pub fn so_far(self) -> Option<Page<T>> {
        let settled = !self.first.loading.get_untracked() && self.first.error.with_untracked(Option::is_none);
        settled.then(|| Page { items: self.items.get_untracked(), next_cursor: self.next.get_untracked() })
    }

    /// Whether the first page is being read, tracked.
    pub fn loading(self) -> Signal<bool> {
        self.first.loading()
    }

    /// Why the first page could not be read the last time, tracked; rows of an earlier question may still stand there.
    pub fn error(self) -> Signal<Option<ClientError>> {
        self.first.error()
    }

    /// Whether every row was read, tracked.
    pub fn complete(self) -> Signal<bool> {
        let next = self.next;
        Signal::derive(move || next.with(Option::is_none))
    }

    /// Whether more rows are being read, tracked.
    pub fn reading_on(self) -> Signal<bool> {
        self.more.pending()
    }

    /// Reads on to the end, or at most [`READ_ON`] pages.
    pub fn load_all(self) {
        self.read_on(READ_ON);
    }

    /// Shows the rows with `render` (called again as more arrive) and 「さらに読み込む」 below while there are more. When reading them anew
    /// fails, the failure stands in their place: rows of the question before would pass for the answer to this one.
    pub fn view(self, lines: usize, render: impl Fn(Vec<T>) -> AnyView + Send + Sync + 'static) -> AnyView {
        let render = StoredValue::new(render);
        let present = self.first.data_present();
        let phase = Memo::new(move |_| match (self.first.error.with(Option::is_some), present.get()) {
            (true, _) => Phase::Failed,
            (false, true) => Phase::Ready,
            (false, false) => Phase::Waiting,
        });
        in_phase(phase, lines, self.first.outcome(), move || {
            let rows = move || self.items.with(|items| render.with_value(|render| render(items.clone())));
            let more = Callback::new(move |()| self.load_more());
            view! {
                {rows}
                {more_button(self.next, self.more, more)}
            }
            .into_any()
        })
    }

    fn load_more(self) {
        self.read_on(1);
    }

    /// Reads up to `pages` more pages. What continues an earlier question is dropped, and while another one is being asked there is nothing to
    /// continue.
    fn read_on(self, pages: usize) {
        let Some(cursor) = self.next.get_untracked().filter(|_| !self.first.loading.get_untracked()) else { return };
        let run = self.first.run;
        let this_run = run.get_value();
        let fetch = self.fetch;
        let act = async move {
            let (mut items, mut next) = (Vec::new(), Some(cursor));
            for _ in 0..pages {
                let Some(cursor) = next.take() else { break };
                let Some(reading) = fetch.try_with_value(|fetch| fetch(Some(cursor))) else { return Ok::<_, ClientError>(None) };
                let page = reading.await?;
                if run.try_get_value() != Some(this_run) {
                    return Ok(None);
                }
                items.extend(page.items);
                next = page.next_cursor;
            }
            Ok(Some(Page { items, next_cursor: next }))
        };
        self.more.run(act, move |page: Option<Page<T>>| {
            if let Some(page) = page {
                self.items.update(|items| items.extend(page.items));
                self.next.set(page.next_cursor);
            }
        });
    }
}

fn more_button(next: RwSignal<Option<String>>, more: crate::state::Mutation, on_more: Callback<()>) -> AnyView {
    (move || {
        next.with(Option::is_some).then(|| {
            view! {
                <div class="load-more">
                    <Button kind=Kind::Outline busy=more.pending() on_click=on_more>{t!(common.list.more)}</Button>
                    {move || more.error().get().map(|error| view! { <LoadError error=error on_retry=on_more/> })}
                </div>
            }
        })
    })
    .into_any()
}
