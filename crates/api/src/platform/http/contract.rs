//! What the published contract says about paths: which operation a request is, and which methods a path has.

use std::collections::HashMap;
use utoipa::{
    Number,
    openapi::{
        OpenApi, RefOr, Schema,
        path::{Operation, Parameter, ParameterIn},
    },
};

/// One operation of the contract.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The method, upper case.
    pub method: &'static str,
    /// The path template, such as `/api/v1/organizations/{id}`.
    pub template: String,
    /// The operation's id.
    pub id: String,
    /// Its query parameters.
    pub parameters: Vec<QueryParameter>,
    /// The media types of its body; none where it takes none.
    pub media_types: Vec<String>,
}

/// A query parameter.
#[derive(Debug, Clone)]
pub struct QueryParameter {
    /// The name.
    pub name: String,
    /// The least and the greatest number that it takes.
    pub bounds: Option<(i64, i64)>,
}

/// The operations, looked up by path.
#[derive(Debug, Clone, Default)]
pub struct Contract {
    entries: Vec<Entry>,
    /// The places of those whose templates have the same [`shelf`].
    shelves: HashMap<String, Vec<usize>>,
}

impl Contract {
    /// Reads the operations of a document.
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let entries = document.paths.paths.iter().flat_map(|(template, item)| {
            operations(item).into_iter().map(|(method, operation)| Entry {
                method,
                template: template.clone(),
                id: operation.operation_id.clone().unwrap_or_default(),
                parameters: query_parameters(operation),
                media_types: media_types(operation),
            })
        });
        let entries: Vec<Entry> = entries.collect();
        let mut shelves: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            shelves.entry(shelf(&entry.template).to_owned()).or_default().push(at);
        }
        Contract { entries, shelves }
    }

    /// Every operation.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The operation's id for a method and a matched pattern.
    #[must_use]
    pub fn operation(&self, method: &str, pattern: &str) -> Option<&str> {
        self.beside(pattern).find(|entry| entry.method == method && entry.template == pattern).map(|entry| entry.id.as_str())
    }

    /// The operation for a method and a concrete path. Where several templates match, the one with the fewest placeholders is meant.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<&Entry> {
        self.at(path).filter(|entry| entry.method == method).min_by_key(|entry| placeholders(&entry.template))
    }

    /// The template that a concrete path is of, whatever the method. Where several match, the one with the fewest placeholders is meant.
    #[must_use]
    pub fn template(&self, path: &str) -> Option<&str> {
        self.at(path).map(|entry| entry.template.as_str()).min_by_key(|template| placeholders(template))
    }

    /// The methods that a concrete path has, HEAD wherever GET is; empty if no template matches it.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&'static str> {
        let fewest = self.at(path).map(|entry| placeholders(&entry.template)).min();
        let meant = self.at(path).filter(|entry| Some(placeholders(&entry.template)) == fewest);
        let mut methods: Vec<_> = meant.map(|entry| entry.method).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable();
        methods.dedup();
        methods
    }

    fn at(&self, path: &str) -> impl Iterator<Item = &Entry> {
        self.beside(path).filter(move |entry| matches(&entry.template, path))
    }

    /// The operations on the shelf of a path: all that it can be, and few.
    fn beside(&self, path: &str) -> impl Iterator<Item = &Entry> {
        self.shelves.get(shelf(path)).into_iter().flatten().filter_map(|at| self.entries.get(*at))
    }
}

/// The beginning of a path or template in which no template of ours has a placeholder: `/api/v1/organizations` of
/// `/api/v1/organizations/{id}/members`.
fn shelf(path: &str) -> &str {
    path.match_indices('/').nth(3).map_or(path, |(end, _)| &path[..end])
}

fn query_parameters(operation: &Operation) -> Vec<QueryParameter> {
    let named = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => {
            Some(QueryParameter { name: parameter.name.clone(), bounds: bounds(parameter) })
        }
        RefOr::T(_) | RefOr::Ref(_) => None,
    });
    named.collect()
}

fn bounds(parameter: &Parameter) -> Option<(i64, i64)> {
    let Some(RefOr::T(Schema::Object(schema))) = &parameter.schema else { return None };
    Some((whole(schema.minimum.as_ref()?)?, whole(schema.maximum.as_ref()?)?))
}

fn whole(number: &Number) -> Option<i64> {
    match number {
        Number::Int(number) => i64::try_from(*number).ok(),
        Number::UInt(number) => i64::try_from(*number).ok(),
        Number::Float(_) => None,
    }
}

fn media_types(operation: &Operation) -> Vec<String> {
    match &operation.request_body {
        Some(RefOr::T(body)) => body.content.keys().cloned().collect(),
        Some(RefOr::Ref(_)) | None => Vec::new(),
    }
}

fn placeholders(template: &str) -> usize {
    template.matches('{').count()
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
    let mut parts = path.split('/');
    let all = template.split('/').all(|want| parts.next().is_some_and(|got| want == got || (want.starts_with('{') && !got.is_empty())));
    all && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{matches, shelf};

    #[test]
    fn operations_lie_by_what_they_are_about() {
        for path in ["/api/v1/organizations", "/api/v1/organizations/{id}", "/api/v1/organizations/1/members/2"] {
            assert_eq!(shelf(path), "/api/v1/organizations");
        }
    }

    #[test]
    fn a_template_matches_whole_paths_only() {
        assert!(matches("/a/{id}/b", "/a/1/b"));
        assert!(!matches("/a/{id}", "/a/1/b"));
        assert!(!matches("/a/{id}/b", "/a/1"));
        assert!(!matches("/a/{id}", "/a/"));
        assert!(!matches("/a", "/a/"));
    }
}
