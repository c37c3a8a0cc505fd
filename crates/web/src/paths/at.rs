//! The client's router reads the declared patterns.

use super::Pattern;
use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};

/// A route at the path of a page.
#[derive(Debug, Clone, Copy)]
pub struct At(Pattern);

/// The route of a page: `<Route path=at(pattern::SUPPORT_AREA) view=…/>`.
pub fn at(pattern: Pattern) -> At {
    At(pattern)
}

impl PossibleRouteMatch for At {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let given = self.0.read(path)?;
        let parameters = self.0.parameters().map(Into::into).zip(given.into_iter().map(ToOwned::to_owned)).collect();
        Some(PartialPathMatch::new("", parameters, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.0.segments().map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
    use super::*;

    #[test]
    fn a_page_is_found_with_what_its_address_names() {
        let found = at(pattern::SUPPORT_AREA).test("/support/areas/04/1/").unwrap();
        assert!(found.is_complete());
        assert_eq!(found.params(), [("prefecture".into(), "04".to_owned()), ("area".into(), "1".to_owned())]);
        assert!(at(pattern::HOME).test("/").is_some() && at(pattern::HOME).test("/faq").is_none());
    }
}
