//! What handlers take: each refuses with a problem, so that no handler sees input it cannot use.

use super::body::{self, Accepted};
use crate::error::{ApiError, ApiResult};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Path};
use domain::{
    problem::{FieldCode, ProblemCode},
    text,
    validate::{Validate, Violations},
};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    borrow::Cow,
    future::{Ready, ready},
    ops::Deref,
};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};

/// What an operation with a JSON body takes.
const ACCEPTED: Accepted = Accepted { media_types: &["application/json"], limit: 256 * 1024 };
/// The deepest nesting of a JSON body.
const DEPTH_LIMIT: usize = 32;

/// A JSON body that has its documented shape and passed its own checks.
#[derive(Debug)]
pub struct Valid<T>(pub T);

impl<T> Deref for Valid<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Valid<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let body = read_body(&request, &mut payload).await?;
            let input: T = decode(&body)?;
            input.validate()?;
            Ok(Valid(input))
        })
    }
}

async fn read_body(request: &HttpRequest, payload: &mut Payload) -> ApiResult<Vec<u8>> {
    let mut body = Vec::new();
    body::receive(request, payload, ACCEPTED, async |chunk: &[u8]| {
        body.extend_from_slice(chunk);
        Ok(())
    })
    .await?;
    Ok(body)
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    if depth(body) > DEPTH_LIMIT {
        return Err(ApiError::because(ProblemCode::MalformedRequest, "nested too deeply"));
    }
    // serde would take a list for an object, field by field.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(ApiError::because(ProblemCode::MalformedRequest, "a list in place of an object"));
    }
    let body = &*composed(body);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let input = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| shape_error(&error))?;
    deserializer.end().map_err(|error| ApiError::because(ProblemCode::MalformedRequest, error.to_string()))?;
    Ok(input)
}

/// The body with its texts in normalization form C. One that is so already, or that is not JSON, stays as it is.
fn composed(body: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(body) else { return Cow::Borrowed(body) };
    // An escape can hide a mark that belongs to the letter before it.
    if matches!(text::composed(text), Cow::Borrowed(_)) && !text.contains("\\u") {
        return Cow::Borrowed(body);
    }
    let Ok(mut value) = serde_json::from_str(text) else { return Cow::Borrowed(body) };
    compose(&mut value);
    serde_json::to_vec(&value).map_or(Cow::Borrowed(body), Cow::Owned)
}

fn compose(value: &mut Value) {
    match value {
        Value::String(text) => *text = text::composed(text).into_owned(),
        Value::Array(list) => list.iter_mut().for_each(compose),
        Value::Object(map) => map.values_mut().for_each(compose),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Syntax errors concern the whole body; errors of shape belong to the field that has them.
fn shape_error(error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    if error.inner().classify() != serde_json::error::Category::Data {
        return ApiError::because(ProblemCode::MalformedRequest, "not JSON");
    }
    let mut field = error.path().iter().filter_map(segment).collect::<Vec<_>>().join("/");
    // serde says a missing or unknown field's name only in the sentence.
    let sentence = error.inner().to_string();
    let named = |start: &str| sentence.strip_prefix(start)?.split('`').next();
    let code = if let Some(missing) = named("missing field `") {
        if !field.is_empty() {
            field.push('/');
        }
        field.push_str(missing);
        FieldCode::Required
    } else if sentence.starts_with("unknown variant") || sentence.starts_with("unknown field") {
        FieldCode::UnknownValue
    } else {
        FieldCode::WrongType
    };
    if field.is_empty() {
        return ApiError::because(ProblemCode::MalformedRequest, "not of the documented shape");
    }
    ApiError::Invalid(Violations::one(&field, code))
}

fn segment(segment: &serde_path_to_error::Segment) -> Option<String> {
    use serde_path_to_error::Segment;
    match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { variant } => Some(variant.clone()),
        Segment::Unknown => None,
    }
}

/// The deepest nesting, counted without building anything.
fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Path parameters: `Id(id): Id<InquiryId>`, or `Id((a, b)): Id<(OrganizationId, AccountId)>`. What is no id names nothing: 404.
#[derive(Debug)]
pub struct Id<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = Path::<T>::from_request(request, payload).into_inner();
        ready(path.map(|path| Id(path.into_inner())).map_err(|_| ProblemCode::NotFound.into()))
    }
}

/// Query parameters.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T> Deref for Params<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(request.query_string().as_bytes()));
        ready(serde_path_to_error::deserialize(pairs).map(Params).map_err(|error| parameter_error(&error)))
    }
}

/// Names the parameter, where the decoder knows it.
fn parameter_error(error: &serde_path_to_error::Error<serde_urlencoded::de::Error>) -> ApiError {
    let sentence = error.inner().to_string();
    let missing = sentence.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let name = missing.map_or_else(|| error.path().iter().filter_map(segment).collect::<Vec<_>>().join("/"), ToOwned::to_owned);
    match (name.is_empty(), missing.is_some(), sentence.starts_with("unknown variant")) {
        (true, ..) => ApiError::because(ProblemCode::InvalidParameter, sentence),
        (false, true, _) => ApiError::parameter(&name, FieldCode::Required),
        (false, false, true) => ApiError::parameter(&name, FieldCode::UnknownValue),
        (false, false, false) => ApiError::parameter(&name, FieldCode::WrongType),
    }
}

/// The most tags in one `If-Match`.
const TAGS_MAX: usize = 8;

/// The versions that an edit may be based on, from `If-Match` (RFC 9110, section 13.1.1). Absent: 428. Name it in `params(IfMatch)` too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: whatever is there now.
    Any,
    /// One of these. What is no version of ours is left out: it matches nothing.
    Versions([Option<i32>; TAGS_MAX]),
}

impl IfMatch {
    /// One version, for an edit that names it in its body.
    #[must_use]
    pub fn of(version: i32) -> Self {
        let mut versions = [None; TAGS_MAX];
        versions[0] = Some(version);
        IfMatch::Versions(versions)
    }

    /// Compares with the version of the locked row.
    ///
    /// # Errors
    /// `version_mismatch` when somebody else saved first.
    pub fn check(self, version: i32) -> ApiResult<()> {
        match self {
            IfMatch::Any => Ok(()),
            IfMatch::Versions(versions) if versions.contains(&Some(version)) => Ok(()),
            IfMatch::Versions(_) => Err(ProblemCode::VersionMismatch.into()),
        }
    }

    /// Reads `*` or a list of entity tags. Returns `None` for anything else, and for more than [`TAGS_MAX`] tags.
    fn parse(header: &[u8]) -> Option<Self> {
        let mut rest = header.trim_ascii();
        if rest == b"*" {
            return Some(IfMatch::Any);
        }
        let (mut versions, mut count) = ([None; TAGS_MAX], 0);
        while !rest.is_empty() {
            // Empty elements of a list are read over.
            if let Some(after) = rest.strip_prefix(b",") {
                rest = after.trim_ascii_start();
                continue;
            }
            let (version, after) = tag(rest)?;
            *versions.get_mut(count)? = version;
            count += 1;
            rest = after.trim_ascii_start();
            if !rest.is_empty() && !rest.starts_with(b",") {
                return None;
            }
        }
        (count > 0).then_some(IfMatch::Versions(versions))
    }
}

/// The entity tag at the start of a header, as a version if it is one, and what follows. A weak tag never matches: tags are compared strongly here.
fn tag(header: &[u8]) -> Option<(Option<i32>, &[u8])> {
    let strong = header.strip_prefix(b"W/");
    let quoted = strong.unwrap_or(header).strip_prefix(b"\"")?;
    let end = quoted.iter().position(|byte| *byte == b'"')?;
    let (text, after) = (&quoted[..end], &quoted[end + 1..]);
    // etagc: what can be seen, and everything beyond ASCII.
    if !text.iter().all(|byte| matches!(byte, 0x21 | 0x23..=0x7e | 0x80..)) {
        return None;
    }
    // The tag of a public answer goes on with the name of its content (`cache::editable`).
    let number = text.split(|byte| *byte == b'.').next().and_then(|number| std::str::from_utf8(number).ok());
    let version = number.and_then(|number| number.parse::<i32>().ok().filter(|version| version.to_string() == number));
    Some((version.filter(|_| strong.is_none()), after))
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Several lines of a header are one list.
        let lines: Vec<&[u8]> = request.headers().get_all(header::IF_MATCH).map(header::HeaderValue::as_bytes).collect();
        ready(match lines.is_empty() {
            true => Err(ProblemCode::PreconditionRequired.into()),
            false => IfMatch::parse(&lines.join(&b", "[..]))
                .ok_or_else(|| ApiError::because(ProblemCode::MalformedRequest, "If-Match is neither * nor a list of tags")),
        })
    }
}

impl utoipa::IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header_parameter(
            "If-Match",
            true,
            "The `ETag` of the version that this edit is based on, such as `\"3\"`; a list of them, or `*` for whatever is there now.",
        )]
    }
}

pub(crate) fn header_parameter(name: &str, required: bool, description: &str) -> Parameter {
    use utoipa::openapi::{
        ObjectBuilder, Required,
        schema::{SchemaType, Type},
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).build()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_body_are_composed_and_everything_else_stays() {
        let of = |body: &str| String::from_utf8(composed(body.as_bytes()).into_owned()).unwrap();
        assert_eq!(of("{\"a\":[1.5,-3,true,null],\"b\":\"か\u{3099}\"}"), "{\"a\":[1.5,-3,true,null],\"b\":\"が\"}");
        assert_eq!(of(r#"{"name":"か\u3099"}"#), "{\"name\":\"が\"}");
        for kept in ["{\"name\": \"山﨑\"}", "{\"name\": \"か\u{3099}\"", "[\"\\ud800\"]"] {
            assert_eq!(of(kept), kept);
        }
    }

    #[test]
    fn a_list_is_no_object() {
        #[derive(Debug, serde::Deserialize)]
        struct Named {
            name: Option<String>,
        }
        assert_eq!(decode::<Named>(b"{\"name\":\"a\"}").unwrap().name.as_deref(), Some("a"));
        for list in ["[null]", " [\"a\"]"] {
            assert!(decode::<Named>(list.as_bytes()).is_err(), "{list}");
        }
    }

    #[test]
    fn an_edit_names_the_versions_that_it_may_be_based_on() {
        let holds = |header: &str, version| IfMatch::parse(header.as_bytes()).is_some_and(|given| given.check(version).is_ok());
        assert!(holds("\"3\"", 3) && !holds("\"3\"", 4));
        assert!(holds(" * ", 4));
        assert!(holds("\"1\", \"a,b\" ,,\"3\"", 3));
        // The tag of a public answer: its version, and what its bytes are called.
        assert!(holds("\"3.9f86d081-br\"", 3) && !holds("\"3.9f86d081\"", 4));
        // Weak tags, and tags of others, match nothing.
        for other in ["W/\"3\"", "\"03\"", "\"+3\"", "\"\"", "\"三\"", "\"99999999999\"", "\".3\""] {
            assert!(IfMatch::parse(other.as_bytes()).is_some() && !holds(other, 3), "{other}");
        }
    }

    #[test]
    fn what_is_no_list_of_tags_is_malformed() {
        for wrong in ["", " ", ",", "3", "\"3", "3\"", "\"3\" \"4\"", "*, \"3\"", "\"3\", *", "w/\"3\"", "W/", "\"a b\"", "\"3\"x"] {
            assert_eq!(IfMatch::parse(wrong.as_bytes()), None, "{wrong}");
        }
        assert!(IfMatch::parse("\"1\",".repeat(TAGS_MAX).as_bytes()).is_some());
        assert_eq!(IfMatch::parse("\"1\",".repeat(TAGS_MAX + 1).as_bytes()), None);
    }

    #[test]
    fn nesting_is_counted_outside_strings_only() {
        assert_eq!(depth(br#"{"a":[{"b":"[[[["}]}"#), 3);
        assert_eq!(depth(br#"{"a":"\"[["}"#), 1);
    }
}
