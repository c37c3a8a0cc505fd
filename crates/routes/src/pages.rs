//! Every page of the site.

use crate::{Names, Parameter, Pattern, Topic};
use domain::{actor::Role, ids::*, region::Prefecture, subsidy::SchemeCode};

/// A part of the site, by whom its pages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Everybody: search engines may list these pages.
    Visitors,
    /// People who sign in or up.
    Entrance,
    /// Whoever is signed in.
    Account,
    /// Doctors.
    Doctor,
    /// Both sides of a conversation.
    Inquiries,
    /// Members of the organizations that run institutions.
    Institution,
    /// Officers of prefectures.
    Prefecture,
    /// The association's staff.
    Staff,
}

impl Area {
    /// The roles of whom the pages are for; empty if they ask for none.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Area::Visitors | Area::Entrance | Area::Account => &[],
            Area::Doctor => &[Role::Doctor],
            Area::Inquiries => &[Role::Doctor, Role::InstitutionMember],
            Area::Institution => &[Role::InstitutionMember],
            Area::Prefecture => &[Role::PrefectureOfficer],
            Area::Staff => &[Role::Secretariat, Role::CommitteeMember, Role::Administrator],
        }
    }
}

/// What is declared of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// The name of its constant in [`pattern`].
    pub name: &'static str,
    /// Its path.
    pub pattern: Pattern,
    /// Whom it is for.
    pub area: Area,
    /// Keys of the texts that a visitor's page is called and described by; blank if what the address names says it.
    pub title: &'static str,
    /// See `title`.
    pub lead: &'static str,
}

/// `NAME "/path"` is the constant `NAME` with the address; with parameters it is a function of them.
macro_rules! builder {
    ($(#[$doc:meta])* $upper:ident $lower:ident $pattern:literal) => {
        $(#[$doc])*
        pub const $upper: &str = $pattern;
    };
    ($(#[$doc:meta])* $upper:ident $lower:ident $pattern:literal $($parameter:ident: $kind:ty),+) => {
        $(#[$doc])*
        pub fn $lower($($parameter: impl Names<$kind>),+) -> String {
            pattern::$upper.fill(&[$($parameter.segment()),+])
        }
    };
}

macro_rules! pages {
    ($($area:ident {
        $($(#[$doc:meta])* $name:ident $(($($parameter:ident: $kind:ty),+))? $pattern:literal $([$title:literal, $lead:literal])?;)+
    })+) => {
        pastey::paste! {
            /// A page, with what its address names.
            #[derive(Debug, Clone, PartialEq)]
            pub enum Page {
                $($($(#[$doc])* $name $({ $(#[doc = "What the address names."] $parameter: $kind),+ })?,)+)+
            }

            /// The path of each page.
            pub mod pattern {
                use super::Pattern;
                $($($(#[$doc])* pub const [<$name:snake:upper>]: Pattern = Pattern($pattern);)+)+
            }

            mod declarations {
                use super::{Area, Declared, pattern};
                $($(pub const [<$name:snake:upper>]: Declared = Declared {
                    name: stringify!([<$name:snake:upper>]),
                    pattern: pattern::[<$name:snake:upper>],
                    area: Area::$area,
                    title: concat!("", $($title)?),
                    lead: concat!("", $($lead)?),
                };)+)+
            }

            /// Every page, in the order of the tables.
            pub const PAGES: &[Declared] = &[$($(declarations::[<$name:snake:upper>],)+)+];

            $($(builder! { $(#[$doc])* [<$name:snake:upper>] [<$name:snake>] $pattern $($($parameter: $kind),+)? })+)+

            impl Page {
                /// The page at a path; `None` if there is none, or if a parameter of the path names nothing.
                #[must_use]
                #[allow(unused_variables, reason = "a page without parameters reads none")]
                pub fn parse(path: &str) -> Option<Page> {
                    $($(
                        let page = named(pattern::[<$name:snake:upper>], path, |given| {
                            Some(Page::$name $({ $($parameter: <$kind as Parameter>::read(given.next()?)?),+ })?)
                        });
                        if page.is_some() {
                            return page;
                        }
                    )+)+
                    None
                }

                /// Its address.
                #[must_use]
                pub fn address(&self) -> String {
                    match self {
                        $($(Page::$name $({ $($parameter),+ })? => pattern::[<$name:snake:upper>].fill(&[$($($parameter.write()),+)?]),)+)+
                    }
                }

                /// What is declared of it.
                #[must_use]
                pub fn declared(&self) -> &'static Declared {
                    match self {
                        $($(Page::$name { .. } => &declarations::[<$name:snake:upper>],)+)+
                    }
                }
            }
        }
    };
}

/// What `make` makes of the parameters of a path, if it is of the pattern.
fn named<'a>(pattern: Pattern, path: &'a str, make: impl FnOnce(&mut std::vec::IntoIter<&'a str>) -> Option<Page>) -> Option<Page> {
    make(&mut pattern.read(path)?.into_iter())
}

/// The page of a name, such as `SUPPORT_AREA`.
#[must_use]
pub fn declared(name: &str) -> Option<&'static Declared> {
    PAGES.iter().find(|page| page.name == name)
}

pages! {
    Visitors {
        /// The landing page.
        Home "/" ["", "public.home.lead"];
        /// The directory of institutions.
        Directory "/institutions" ["directory.list.title", "directory.list.lead"];
        /// The directory on a map.
        Map "/map" ["map.page.title", "map.page.lead"];
        /// How registering and finding a place go.
        HowItWorks "/how-it-works" ["public.how.title", "public.how.lead"];
        /// The programme for general practice.
        Programme "/programme" ["public.programme.title", "public.programme.lead"];
        /// Frequent questions.
        Faq "/faq" ["faq.page.title", "faq.page.lead"];
        /// Priority support areas and the money.
        Support "/support" ["support.home.title", "support.home.lead"];
        /// The prefectures with their priority support areas.
        SupportAreas "/support/areas" ["support.areas.title", "support.areas.lead"];
        /// The schemes.
        SupportSchemes "/support/schemes" ["support.schemes.title", "support.schemes.lead"];
        /// What a plan would be paid.
        SupportCalculator "/support/calculator" ["support.calculator.title", "support.calculator.lead"];
        /// The package that support is a part of.
        SupportPackage "/support/package" ["support.package.title", "support.package.lead"];
        /// Writing to the secretariat.
        Contact "/contact" ["public.contact.title", "public.contact.lead"];
        /// Terms of use.
        Terms "/terms" ["public.terms.title", "public.terms.lead"];
        /// The privacy policy.
        Privacy "/privacy" ["public.privacy.title", "public.privacy.lead"];
        /// How far everybody can use the site.
        Accessibility "/accessibility" ["public.accessibility.title", "public.accessibility.lead"];
        /// Where data comes from.
        Credits "/credits" ["public.credits.title", "public.credits.lead"];
        /// An institution's public page.
        Listing(id: InstitutionId) "/institutions/:id";
        /// The openings of listed institutions.
        Openings "/openings" ["opening.list.title", "opening.list.lead"];
        /// An opening.
        Opening(id: OpeningId) "/openings/:id";
        /// A scheme and its rules.
        SupportScheme(scheme: SchemeCode) "/support/schemes/:scheme" ["", "support.schemes.lead"];
        /// One measure of the package.
        SupportTopic(topic: Topic) "/support/package/:topic";
        /// A prefecture's areas.
        SupportAreasIn(prefecture: &'static Prefecture) "/support/areas/:prefecture" ["support.areas.of_prefecture", "support.areas.prefecture_lead"];
        /// One area.
        SupportArea(prefecture: &'static Prefecture, area: PriorityAreaId) "/support/areas/:prefecture/:area" ["support.areas.of_prefecture", "support.areas.prefecture_lead"];
        /// The meetings of a prefecture's councils.
        SupportMeetings(prefecture: &'static Prefecture) "/support/meetings/:prefecture" ["support.meetings.title", "support.meetings.lead"];
        /// A prefecture's table of what was planned and decided in a fiscal year.
        SupportTable(prefecture: &'static Prefecture, year: i32) "/support/tables/:prefecture/:year" ["support.tables.title", "support.tables.lead"];
    }
    Entrance {
        /// Signing in.
        SignIn "/sign-in";
        /// Choosing a kind of account.
        SignUp "/sign-up";
        /// Signing up as a doctor.
        SignUpDoctor "/sign-up/doctor";
        /// Signing up for an institution.
        SignUpInstitution "/sign-up/institution";
        /// Where the link of a sign-up leads.
        CompleteSignUp "/complete-sign-up";
        /// Asking for a link that sets a new password.
        ForgottenPassword "/forgotten-password";
        /// Where that link leads.
        ResetPassword "/reset-password";
        /// After an account was deleted.
        AccountDeleted "/account-deleted";
        /// Where the link of an invitation leads.
        Invitation "/invitation";
    }
    Account {
        /// The own account.
        Account "/account";
        /// The own second factor.
        AccountSecondFactor "/account/second-factor";
    }
    Doctor {
        /// What waits for a doctor.
        DoctorHome "/doctor";
        /// A doctor's profile.
        DoctorProfile "/doctor/profile";
        /// What institutions see of a doctor.
        DoctorPrivacy "/doctor/privacy";
        /// What a doctor wishes for.
        DoctorWishes "/doctor/wishes";
        /// The openings in the order in which they suit a doctor.
        DoctorMatches "/doctor/matches";
    }
    Inquiries {
        /// The conversations.
        Inquiries "/inquiries";
        /// Writing to an institution for the first time.
        NewInquiry "/inquiries/new";
        /// A conversation.
        Inquiry(id: InquiryId) "/inquiries/:id";
    }
    Institution {
        /// What waits for an institution.
        InstitutionHome "/institution";
        /// An organization with its members.
        Organization(id: OrganizationId) "/institution/organizations/:id";
        /// Where a registration of an organization is started.
        StartRegistration(id: OrganizationId) "/institution/organizations/:id/start";
        /// A registration, as its institution sees it.
        Registration(id: RegistrationId) "/institution/registrations/:id";
        /// The form of a registration.
        RegistrationEdit(id: RegistrationId) "/institution/registrations/:id/edit";
        /// What was written, before it is submitted.
        RegistrationConfirm(id: RegistrationId) "/institution/registrations/:id/confirm";
        /// After it was submitted.
        RegistrationDone(id: RegistrationId) "/institution/registrations/:id/done";
        /// The form that asks for a correction.
        RegistrationCorrect(id: RegistrationId) "/institution/registrations/:id/correct";
        /// An opening, as its institution writes it.
        OwnOpening(id: OpeningId) "/institution/openings/:id";
        /// The own applications for support.
        Applications "/institution/support";
        /// Starting an application for support.
        NewApplication "/institution/support/new";
        /// An application for support, as its institution sees it.
        Application(id: SupportApplicationId) "/institution/support/:id";
        /// The form of an application for support.
        ApplicationEdit(id: SupportApplicationId) "/institution/support/:id/edit";
    }
    Prefecture {
        /// What waits for an officer.
        PrefectureHome "/prefecture";
        /// The applications for support in a prefecture.
        PrefectureApplications "/prefecture/applications";
        /// An application for support, as its prefecture sees it.
        PrefectureApplication(id: SupportApplicationId) "/prefecture/applications/:id";
        /// The areas of a prefecture.
        PrefectureAreas "/prefecture/areas";
        /// The form of a new area.
        PrefectureNewArea "/prefecture/areas/new";
        /// An area with its versions and what can be done about it.
        PrefectureArea(id: PriorityAreaId) "/prefecture/areas/:id";
        /// The form of an area's next version.
        PrefectureAreaVersion(id: PriorityAreaId) "/prefecture/areas/:id/version";
        /// Correction plans.
        PrefecturePlans "/prefecture/plans";
        /// The form of a new correction plan.
        PrefectureNewPlan "/prefecture/plans/new";
        /// A correction plan and its next step.
        PrefecturePlan(id: CorrectionPlanId) "/prefecture/plans/:id";
        /// The form of a correction plan.
        PrefecturePlanEdit(id: CorrectionPlanId) "/prefecture/plans/:id/edit";
        /// The councils' meetings.
        PrefectureMeetings "/prefecture/meetings";
        /// The form of a new meeting.
        PrefectureNewMeeting "/prefecture/meetings/new";
        /// The form of a meeting.
        PrefectureMeeting(id: CouncilMeetingId) "/prefecture/meetings/:id";
        /// The budget of a year.
        PrefectureBudget "/prefecture/budget";
        /// What other rules or plans would cost.
        PrefectureWhatIf "/prefecture/what-if";
    }
    Staff {
        /// What waits for the staff.
        StaffHome "/staff";
        /// Registrations.
        StaffRegistrations "/staff/registrations";
        /// Several registrations that wait for the committee, with their changes.
        StaffConfirmations "/staff/confirmations";
        /// The standard texts for reasons.
        StaffReasonTemplates "/staff/reason-templates";
        /// How the platform is.
        StaffPlatform "/staff/platform";
        /// Everything about a registration.
        StaffRegistration(id: RegistrationId) "/staff/registrations/:id";
        /// The official lists of institutions.
        StaffRegistry "/staff/registry";
        /// A file of an official list that was uploaded.
        StaffRegistryImport(id: RegistryImportId) "/staff/registry/:id";
        /// Doctors' licences.
        StaffLicenceChecks "/staff/licence-checks";
        /// One doctor's licence.
        StaffLicenceCheck(id: AccountId) "/staff/licence-checks/:id";
        /// Messages from the contact page.
        StaffContactMessages "/staff/contact-messages";
        /// The audit trail.
        StaffAudit "/staff/audit";
        /// Texts that the Association has not decided yet.
        StaffOpenTexts "/staff/open-texts";
        /// The staff.
        StaffPeople "/staff/people";
        /// The rules of the schemes.
        StaffRules "/staff/subsidy-rules";
        /// The form of a new rule.
        StaffNewRule "/staff/subsidy-rules/new";
        /// A rule of a scheme, and what can be done about it.
        StaffRule(id: SubsidyRuleId) "/staff/subsidy-rules/:id";
        /// The form of a rule that is rewritten.
        StaffRuleEdit(id: SubsidyRuleId) "/staff/subsidy-rules/:id/edit";
    }
}

/// The newest institutions, for feed readers (Atom).
pub const FEED: &str = "/feeds/institutions.atom";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn an_address_leads_to_the_page_that_it_was_made_of() {
        let id = "019d468d-ee80-75d0-8edb-cf197b5413be";
        for page in PAGES {
            let path = page
                .pattern
                .0
                .replace(":prefecture", "04")
                .replace(":year", "2025")
                .replace(":scheme", "clinic_facility")
                .replace(":topic", Topic::OpeningNotice.slug())
                .replace(":area", id)
                .replace(":id", id);
            let found = Page::parse(&path).unwrap_or_else(|| panic!("{path}"));
            assert_eq!((found.declared(), found.address()), (page, path));
        }
    }

    #[test]
    fn every_page_has_one_name_and_one_pattern() {
        let names: HashSet<&str> = PAGES.iter().map(|page| page.name).collect();
        let patterns: HashSet<&str> = PAGES.iter().map(|page| page.pattern.0).collect();
        assert_eq!((names.len(), patterns.len()), (PAGES.len(), PAGES.len()));
    }

    #[test]
    fn parameters_are_read_by_their_kind() {
        for none in "/institutions/x /support/areas/48 /support/areas/04/1 /support/schemes/x /support/package/x /faq/x //".split(' ') {
            assert_eq!(Page::parse(none), None, "{none}");
        }
        assert_eq!(Page::parse("/inquiries/new/"), Some(Page::NewInquiry));
        assert_eq!(support_areas_in("04"), "/support/areas/04");
        assert_eq!(listing(crate::Unparsed("../x")), "/institutions/..%2Fx");
    }
}
