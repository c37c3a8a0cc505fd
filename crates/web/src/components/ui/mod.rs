//! Primitives after the Digital Agency's design system. No domain types, no requests.

mod button;
mod combobox;
mod data;
mod dialog;
mod field;
mod file;
mod form;
mod icon;
mod layout;
mod notice;

pub use button::{Button, Kind, LinkButton};
pub use combobox::{Combobox, OptionView, Suggestions, list_id};
pub use data::{EmptyState, Skeleton, Tag, compared, data_list, table};
pub use dialog::{ConfirmDialog, Dialog};
pub use field::{Checkbox, CheckboxGroup, Choice, PasswordField, RadioGroup, Select, TextArea, TextField};
pub use file::FileField;
pub use form::{Form, FormView, SubmitButton};
pub use icon::{Icon, icon};
pub use layout::{Breadcrumbs, Disclosure, Steps, Tab, Tabs};
pub use notice::{Notice, ToastRegion};

/// What a colour says; always said in words as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Look before you go on.
    Warning,
    /// It did not work.
    Error,
}

impl Tone {
    /// The suffix of the modifier class.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Error => "error",
        }
    }
}
