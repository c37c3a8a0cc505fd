//! Pages that are downloaded when somebody goes there.
//!
//! The first visit loads what a visitor needs: the public pages and the directory. Each other group of pages is a WebAssembly module of its own,
//! cut out of the client after linking (`crates/bundle`, wasm_split_cli_support). A group says so once, in its `mod.rs`:
//! `lazy_pages!(later, staff: QueuePage, CasePage);` and its routes then name `later::QueuePage`.

use crate::components::ui::{Button, Kind, Notice, Skeleton, Tone};
use crate::t;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use std::future::Future;
use std::pin::Pin;

/// A page on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Ready,
    Failed,
}

/// Shows a skeleton until the page's module is there, then the page; without a network the failure and a retry.
pub fn later(load: fn() -> Loading) -> AnyView {
    awaited(Box::new(load), "page")
}

/// The same for a piece of a page; see [`lazy_piece`](crate::lazy_piece).
pub fn piece(load: Box<dyn Fn() -> Loading>) -> AnyView {
    awaited(load, "piece")
}

fn awaited(load: Box<dyn Fn() -> Loading>, frame: &'static str) -> AnyView {
    let load = StoredValue::new_local(load);
    let state = RwSignal::new(State::Waiting);
    let page = StoredValue::new_local(None::<AnyView>);
    let start = move || {
        state.set(State::Waiting);
        leptos::task::spawn_local_scoped(async move {
            let Some(loading) = load.try_with_value(|load| load()) else { return };
            let result = loading.await;
            let next = if result.is_ok() { State::Ready } else { State::Failed };
            // Somebody may have gone elsewhere meanwhile: nothing of this is left then.
            let _ = page.try_update_value(|slot| *slot = result.ok());
            let _ = state.try_set(next);
        });
    };
    start();
    let retry = Callback::new(move |()| start());
    (move || match state.get() {
        State::Waiting => view! { <div class=frame><Skeleton lines=6/></div> }.into_any(),
        State::Ready => page.try_update_value(Option::take).flatten().into_any(),
        State::Failed => view! {
            <div class=frame>
                <Notice tone=Tone::Error title=t!(common.error.offline) live=true>
                    <div class="actions"><Button kind=Kind::Outline on_click=retry>{t!(common.action.retry)}</Button></div>
                </Notice>
            </div>
        }
        .into_any(),
    })
    .into_any()
}

/// Cuts a group's pages out of the first download; see the module.
#[macro_export]
macro_rules! lazy_pages {
    ($later:ident, $group:ident: $($page:ident),+ $(,)?) => {
        #[allow(
            unsafe_code,
            non_snake_case,
            clippy::enum_variant_names,
            reason = "the cut is an import and an export by one name, which the macro of wasm_split writes; pages are called as their components"
        )]
        mod $later {
            use ::leptos::prelude::*;

            #[derive(Clone, Copy)]
            enum Which {
                $($page),+
            }

            #[::leptos::wasm_split::wasm_split($group, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn build(which: Which) -> Result<AnyView, ::leptos::wasm_split::SplitLoaderError> {
                Ok(match which {
                    $(Which::$page => super::$page().into_any()),+
                })
            }

            $(
                pub(super) fn $page() -> AnyView {
                    $crate::pages::lazy::later(|| Box::pin(build(Which::$page)))
                }
            )+
        }
    };
}

/// Cuts a piece that a page of the first download shows out of it: `lazy_piece!(later, support: panel(String));` makes `later::panel` of the
/// function `panel`, which lies in the module of its group.
#[macro_export]
macro_rules! lazy_piece {
    ($later:ident, $group:ident: $piece:ident($argument:ty)) => {
        #[allow(unsafe_code, reason = "the cut is an import and an export by one name, which the macro of wasm_split writes")]
        mod $later {
            use ::leptos::prelude::*;

            #[::leptos::wasm_split::wasm_split($group, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn build_piece(argument: $argument) -> Result<AnyView, ::leptos::wasm_split::SplitLoaderError> {
                Ok(super::$piece(argument))
            }

            pub(super) fn $piece(argument: $argument) -> AnyView {
                $crate::pages::lazy::piece(Box::new(move || Box::pin(build_piece(argument.clone()))))
            }
        }
    };
}
