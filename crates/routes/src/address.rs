//! Writing and reading addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What `encodeURIComponent` leaves as it is.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'!').remove(b'~').remove(b'*').remove(b'\'').remove(b'(').remove(b')');

/// The path of a page, with the name of a parameter behind a colon: `/support/areas/:prefecture`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern(pub &'static str);

impl Pattern {
    /// Its segments. A segment that begins with a colon names a parameter.
    pub fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }

    /// The names of its parameters, in order.
    pub fn parameters(self) -> impl Iterator<Item = &'static str> {
        self.segments().filter_map(|segment| segment.strip_prefix(':'))
    }

    /// The parameters of a path of this pattern as they stand there, in order; `None` if the path is of another pattern. One slash at the end of
    /// the path is ignored.
    #[must_use]
    pub fn read(self, path: &str) -> Option<Vec<&str>> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(path);
        let mut given = path.split('/');
        let mut found = Vec::new();
        if path.is_empty() {
            given.next();
        }
        for wanted in self.segments() {
            let given = given.next()?;
            if wanted.starts_with(':') {
                if given.is_empty() {
                    return None;
                }
                found.push(given);
            } else if wanted != given {
                return None;
            }
        }
        given.next().is_none().then_some(found)
    }

    /// The address with these parameters, percent-encoded, for templates; `None` if they are not as many as the path has.
    #[must_use]
    pub fn address(self, parameters: &[String]) -> Option<String> {
        (self.parameters().count() == parameters.len()).then(|| self.fill(parameters))
    }

    pub(crate) fn fill(self, values: &[String]) -> String {
        fill(self.0, values)
    }
}

/// A path with its parameters (`:name` or `{name}`) replaced by these, percent-encoded.
pub(crate) fn fill(pattern: &str, values: &[String]) -> String {
    let mut values = values.iter();
    let mut out = String::new();
    for (at, segment) in pattern.split('/').enumerate() {
        if at > 0 {
            out.push('/');
        }
        match values.as_slice().first().filter(|_| segment.starts_with([':', '{'])) {
            Some(value) => {
                values.next();
                // Encoded or not, a segment of dots alone would lead to another address. This one names nothing.
                let value = if matches!(value.as_str(), "." | "..") { "-" } else { value };
                out.extend(utf8_percent_encode(value, PLAIN));
            }
            None => out.push_str(segment),
        }
    }
    out
}

/// `?a=1&b=2` from the pairs that have a value; empty if none has.
#[must_use]
pub fn query(pairs: &[(&str, Option<String>)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.extend(utf8_percent_encode(value, PLAIN));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_by_its_pattern() {
        let area = Pattern("/support/areas/:prefecture/:area");
        assert_eq!(area.read("/support/areas/04/1"), Some(vec!["04", "1"]));
        assert_eq!(area.read("/support/areas/04/1/"), Some(vec!["04", "1"]));
        for other in
            ["/support/areas/04", "/support/areas/04/1/2", "/support/areas//1", "/support/areas/04//", "/support/area/04/1", "/", ""]
        {
            assert_eq!(area.read(other), None, "{other}");
        }
        let home = Pattern("/");
        assert_eq!((home.read("/"), home.read("")), (Some(vec![]), Some(vec![])));
        assert_eq!((home.read("//"), home.read("/faq")), (None, None));
    }

    #[test]
    fn values_stay_in_their_segment() {
        assert_eq!(fill("/a/:id/b", &["x/../?#é".to_owned()]), "/a/x%2F..%2F%3F%23%C3%A9/b");
        assert_eq!(fill("/a/:id/b", &["..".to_owned()]), "/a/-/b");
        assert_eq!(fill("/a/{id}/{other}", &["1".to_owned(), "2".to_owned()]), "/a/1/2");
        let pairs = [("q", Some("内科 &".to_owned())), ("none", None), ("blank", Some(String::new())), ("page", Some("2".to_owned()))];
        assert_eq!(query(&pairs), "?q=%E5%86%85%E7%A7%91%20%26&page=2");
        assert_eq!(query(&[("none", None)]), "");
    }
}
