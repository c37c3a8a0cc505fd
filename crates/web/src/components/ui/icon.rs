//! The few pictures, drawn inline so that they take the text's colour. Always decorative: the words beside them say it.

use leptos::prelude::*;

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Info,
    Check,
    Warning,
    Error,
    Close,
    Menu,
    Search,
    External,
    Hospital,
    Doctor,
    Person,
}

/// Draws a picture at the size of the text.
pub fn icon(icon: Icon) -> AnyView {
    let path = match icon {
        Icon::Info => "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1 5h2v2h-2V7Zm0 4h2v6h-2v-6Z",
        Icon::Check => "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.5 14.3L6 11.8l1.4-1.4 3.1 3.1 6.1-6.1L18 8.8l-7.5 7.5Z",
        Icon::Warning => "M12 2.5 1 21h22L12 2.5ZM11 10h2v5h-2v-5Zm0 6.5h2v2h-2v-2Z",
        Icon::Error => "M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm3 5v7h2V7h-2Zm0 8.5v2h2v-2h-2Z",
        Icon::Close => "M6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6L19 6.4 17.6 5 12 10.6 6.4 5Z",
        Icon::Menu => "M3 5h18v2H3V5Zm0 6h18v2H3v-2Zm0 6h18v2H3v-2Z",
        Icon::Search => "M10 3a7 7 0 1 0 4.2 12.6l5.1 5.1 1.4-1.4-5.1-5.1A7 7 0 0 0 10 3Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z",
        Icon::External => "M5 5h6v2H7v10h10v-4h2v6H5V5Zm9-1h6v6h-2V7.4l-7.3 7.3-1.4-1.4L16.6 6H14V4Z",
        Icon::Hospital => {
            "M4 21V7h5V3h6v4h5v14h-7v-4h-2v4H4Zm7-16v2H9.500v1.500H11V10h2V8.500h1.500V7H13V5h-2ZM6 11v2h2v-2H6Zm10 0v2h2v-2h-2ZM6 15v2h2v-2H6Zm10 0v2h2v-2h-2Z"
        }
        Icon::Doctor => {
            "M7 3h2v1.500H8V9a3 3 0 0 0 6 0V4.500h-1V3h3v6a5 5 0 0 1-4 4.900V16a3.500 3.500 0 0 0 7 0v-1.200a2.500 2.500 0 1 1 2 0V16a5.500 5.500 0 0 1-11 0v-2.100A5 5 0 0 1 6 9V3h1Z"
        }
        Icon::Person => {
            "M12 3a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Zm0 2a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5Zm0 8.500c-4.500 0-8 2.300-8 5.500v2h16v-2c0-3.200-3.500-5.500-8-5.500Zm0 2c3.200 0 5.600 1.400 6 3.500H6c.4-2.100 2.800-3.500 6-3.500Z"
        }
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path fill="currentColor" d=path></path>
        </svg>
    }
    .into_any()
}
