//! Pages that are downloaded when somebody goes there.
//!
//! The first module holds what every page needs. The pages are cut out of the client after linking, a group at a time
//! (`crates/bundle`, wasm_split_cli_support). A feature names its groups once, in its `mod.rs`:
//! `lazy_pages!(later, directory: DirectoryPage; map: MapPage);`, and its routes then name `later::DirectoryPage`. Pages that are visited one after
//! the other, or that use the same code, belong in one group. The bundle reads these lines and the routes, and the server tells the browser with the
//! page which modules its address needs.

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
    awaited(load, "page")
}

/// The same for a piece of a page; see [`lazy_piece`](crate::lazy_piece).
pub fn piece(load: fn() -> Loading) -> AnyView {
    awaited(load, "piece")
}

fn awaited(load: fn() -> Loading, frame: &'static str) -> AnyView {
    let state = RwSignal::new(State::Waiting);
    let page = StoredValue::new_local(None::<AnyView>);
    let start = move || {
        state.set(State::Waiting);
        leptos::task::spawn_local_scoped(async move {
            let result = load().await;
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

/// Cuts groups of pages out of the first download; see the module.
#[macro_export]
macro_rules! lazy_pages {
    ($later:ident, $($group:ident: $($page:ident),+);+ $(;)?) => {
        #[allow(
            unsafe_code,
            non_snake_case,
            clippy::enum_variant_names,
            reason = "the cut is an import and an export by one name, which the macro of wasm_split writes; pages are called as their components"
        )]
        mod $later {
            $(
                pub(super) use $group::{$($page),+};

                mod $group {
                    use ::leptos::prelude::*;

                    #[derive(Clone, Copy)]
                    enum Which {
                        $($page),+
                    }

                    #[::leptos::wasm_split::wasm_split($group, wasm_split_path = ::leptos::wasm_split, fallible)]
                    fn build(which: Which) -> Result<AnyView, ::leptos::wasm_split::SplitLoaderError> {
                        Ok(match which {
                            $(Which::$page => super::super::$page().into_any()),+
                        })
                    }

                    $(
                        pub(in super::super) fn $page() -> AnyView {
                            $crate::pages::lazy::later(|| Box::pin(build(Which::$page)))
                        }
                    )+
                }
            )+
        }
    };
}

/// Cuts a piece that the first download shows out of it: `lazy_piece!(later, sign_in: form);` makes `later::form` of the function `form`, which lies
/// in the module of its group.
#[macro_export]
macro_rules! lazy_piece {
    ($later:ident, $group:ident: $piece:ident) => {
        #[allow(unsafe_code, reason = "the cut is an import and an export by one name, which the macro of wasm_split writes")]
        mod $later {
            use ::leptos::prelude::*;

            #[::leptos::wasm_split::wasm_split($group, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn build_piece() -> Result<AnyView, ::leptos::wasm_split::SplitLoaderError> {
                Ok(super::$piece())
            }

            pub(super) fn $piece() -> AnyView {
                $crate::pages::lazy::piece(|| Box::pin(build_piece()))
            }
        }
    };
}
