//! What addresses name.

use domain::{
    actor::Role,
    ids::*,
    region::{Prefecture, prefecture},
    subsidy::SchemeCode,
};

/// A kind of value that an address names.
pub trait Parameter: Sized {
    /// The value that a segment of a path names; `None` if there is none.
    fn read(segment: &str) -> Option<Self>;
    /// The segment that names the value, before it is percent-encoded.
    fn write(&self) -> String;
}

/// What an address can be made of where it names a `T`: a `T`, or text said to be one ([`Unparsed`]).
pub trait Names<T> {
    /// The segment, before it is percent-encoded.
    fn segment(&self) -> String;
}

impl<T: Parameter> Names<T> for T {
    fn segment(&self) -> String {
        self.write()
    }
}

/// Text that names a value as it stood in an address or a form. Nobody has checked it: whoever answers the address made of it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unparsed<'a>(pub &'a str);

impl<T: Parameter> Names<T> for Unparsed<'_> {
    fn segment(&self) -> String {
        self.0.to_owned()
    }
}

macro_rules! written_as_displayed {
    ($($kind:ty),+ $(,)?) => {$(
        impl Parameter for $kind {
            fn read(segment: &str) -> Option<Self> {
                segment.parse().ok()
            }

            fn write(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

domain::for_each_id!(written_as_displayed);

// Fiscal years, and postal codes as somebody types them.
written_as_displayed!(i32, String, Role);

/// A prefecture is named by its code.
impl Parameter for &'static Prefecture {
    fn read(segment: &str) -> Option<Self> {
        prefecture(segment)
    }

    fn write(&self) -> String {
        self.code.to_owned()
    }
}

/// What the API answers with carries the code of a prefecture.
impl Names<&'static Prefecture> for &str {
    fn segment(&self) -> String {
        (*self).to_owned()
    }
}

impl Names<&'static Prefecture> for &String {
    fn segment(&self) -> String {
        (*self).clone()
    }
}

impl Parameter for SchemeCode {
    fn read(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }

    fn write(&self) -> String {
        self.code().to_owned()
    }
}

/// A measure of the package that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// 広域連携型プログラム
    WideAreaResidency,
    /// 医師手当
    DoctorsAllowance,
    /// 広域マッチングとリカレント教育
    Matching,
    /// 連携協定
    PartnershipAgreements,
    /// 都道府県の研修
    PrefecturalTraining,
    /// 管理者要件
    ManagersExperience,
    /// 開業の事前届出
    OpeningNotice,
}

impl Topic {
    /// All of them, in the order of the package.
    pub const ALL: [Topic; 7] = [
        Topic::WideAreaResidency,
        Topic::DoctorsAllowance,
        Topic::Matching,
        Topic::PartnershipAgreements,
        Topic::PrefecturalTraining,
        Topic::ManagersExperience,
        Topic::OpeningNotice,
    ];

    /// What stands in the address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Topic::WideAreaResidency => "wide-area-residency",
            Topic::DoctorsAllowance => "doctors-allowance",
            Topic::Matching => "matching-and-recurrent-education",
            Topic::PartnershipAgreements => "partnership-agreements",
            Topic::PrefecturalTraining => "prefectural-training",
            Topic::ManagersExperience => "managers-experience",
            Topic::OpeningNotice => "opening-notice",
        }
    }

    /// Where its texts are: `support.<key>.title` and so on.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Topic::WideAreaResidency => "residency",
            Topic::DoctorsAllowance => "allowance",
            Topic::Matching => "matching",
            Topic::PartnershipAgreements => "partnership",
            Topic::PrefecturalTraining => "step_up",
            Topic::ManagersExperience => "managers",
            Topic::OpeningNotice => "opening",
        }
    }
}

impl Parameter for Topic {
    fn read(segment: &str) -> Option<Self> {
        Topic::ALL.into_iter().find(|topic| topic.slug() == segment)
    }

    fn write(&self) -> String {
        self.slug().to_owned()
    }
}
