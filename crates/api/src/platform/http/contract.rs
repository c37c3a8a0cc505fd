//! What the published contract says about paths: which operation a request is, and which methods a path has.

use utoipa::openapi::{OpenApi, path::Operation};

/// One operation of the contract.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The method, upper case.
    pub method: &'static str,
    /// The path template, such as `/api/v1/organizations/{id}`.
    pub template: String,
    /// The operation's id.
    pub id: String,
}

/// The operations, looked up by path.
#[derive(Debug, Clone, Default)]
pub struct Contract(Vec<Entry>);

impl Contract {
    /// Reads the operations of a document.
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let entries = document.paths.paths.iter().flat_map(|(template, item)| {
            operations(item).into_iter().map(|(method, operation)| Entry {
                method,
                template: template.clone(),
                id: operation.operation_id.clone().unwrap_or_default(),
            })
        });
        Contract(entries.collect())
    }

    /// Every operation.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The operation's id for a method and a matched pattern.
    #[must_use]
    pub fn operation(&self, method: &str, pattern: &str) -> Option<&str> {
        self.0.iter().find(|entry| entry.method == method && entry.template == pattern).map(|entry| entry.id.as_str())
    }

    /// The methods that a concrete path has; empty when no template matches it.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&'static str> {
        let mut methods: Vec<_> = self.0.iter().filter(|entry| matches(&entry.template, path)).map(|entry| entry.method).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

/// The operations of a path item with their methods.
#[must_use]
pub fn operations(item: &utoipa::openapi::PathItem) -> Vec<(&'static str, &Operation)> {
    [("GET", &item.get), ("PUT", &item.put), ("POST", &item.post), ("DELETE", &item.delete), ("PATCH", &item.patch), ("HEAD", &item.head)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
        .collect()
}

fn matches(template: &str, path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/');
    let all = template.split('/').all(|want| parts.next().is_some_and(|got| want == got || (want.starts_with('{') && !got.is_empty())));
    all && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_template_matches_whole_paths_only() {
        assert!(matches("/a/{id}/b", "/a/1/b"));
        assert!(!matches("/a/{id}", "/a/1/b"));
        assert!(!matches("/a/{id}/b", "/a/1"));
        assert!(!matches("/a/{id}", "/a/"));
    }
}
