//! The navigation inside an area of the site.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The ways of an area, the first one to its home. The link of the page that is shown is marked, and on a phone, where the links stand in one line
/// that moves sideways, it is brought into view. The server writes the same for pages that it writes.
#[component]
pub fn SubNav(
    label: &'static str,
    /// (address, text), in their order.
    #[prop(into)]
    links: Signal<Vec<(&'static str, &'static str)>>,
    /// Whether pages that lie under no other link belong to the home.
    #[prop(optional)]
    rest_is_home: bool,
    /// For people who may not go there.
    #[prop(optional, into)]
    hidden: Signal<bool>,
) -> impl IntoView {
    let path = use_location().pathname;
    let list = NodeRef::<html::Ul>::new();
    let marks = Memo::new(move |_| links.with(|links| path.with(|path| marks(path, links, rest_is_home))));
    Effect::new(move |_| {
        marks.track();
        request_animation_frame(move || {
            if let Some(list) = list.try_get_untracked().flatten() {
                show_current(&list);
            }
        });
    });
    let items = move || {
        let links = links.get().into_iter().enumerate();
        links
            .map(|(at, (href, text))| {
                let current = move || marks.with(|marks| marks.get(at).copied().flatten());
                view! { <li><a href=href aria-current=current>{text}</a></li> }
            })
            .collect_view()
    };
    view! { <nav class="subnav" aria-label=label hidden=hidden><ul node_ref=list>{items}</ul></nav> }
}

/// What `aria-current` says of each link: `page` for the page itself, `true` for the part of the area that the page lies in.
fn marks(path: &str, links: &[(&'static str, &'static str)], rest_is_home: bool) -> Vec<Option<&'static str>> {
    let here = path.trim_end_matches('/');
    let under = |href: &str| here.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    let mut marks: Vec<_> = links
        .iter()
        .enumerate()
        .map(|(at, (href, _))| match at {
            _ if here == *href => Some("page"),
            0 => None,
            _ => under(href).then_some("true"),
        })
        .collect();
    if rest_is_home
        && marks.iter().all(Option::is_none)
        && let Some(home) = marks.first_mut()
    {
        *home = Some("true");
    }
    marks
}

/// Moves the line of links, and nothing else, so that the marked one is seen.
fn show_current(list: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    let marked = list.query_selector("[aria-current]").ok().flatten().and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = marked {
        let (start, end) = (link.offset_left(), link.offset_left() + link.offset_width());
        if start < list.scroll_left() || end > list.scroll_left() + list.client_width() {
            list.set_scroll_left(start - 16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAFF: [(&str, &str); 3] = [("/staff", "home"), ("/staff/registrations", "list"), ("/staff/registry", "registry")];
    const INSTITUTION: [(&str, &str); 2] = [("/institution", "home"), ("/institution/support", "support")];

    #[test]
    fn the_page_itself_and_the_part_it_lies_in_are_marked() {
        assert_eq!(marks("/staff/", &STAFF, false), [Some("page"), None, None]);
        assert_eq!(marks("/staff/registrations", &STAFF, false), [None, Some("page"), None]);
        assert_eq!(marks("/staff/registrations/1", &STAFF, false), [None, Some("true"), None]);
        assert_eq!(marks("/staff/elsewhere", &STAFF, false), [None, None, None]);
    }

    #[test]
    fn an_address_that_only_begins_alike_is_another_page() {
        assert_eq!(marks("/staff/registry-old", &STAFF, false), [None, None, None]);
    }

    #[test]
    fn what_lies_under_no_other_link_can_belong_to_the_home() {
        assert_eq!(marks("/institution/registrations/1/edit", &INSTITUTION, true), [Some("true"), None]);
        assert_eq!(marks("/institution/support/1", &INSTITUTION, true), [None, Some("true")]);
    }
}
