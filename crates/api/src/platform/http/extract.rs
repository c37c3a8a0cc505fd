//! What handlers take: each refuses with a problem, so that no handler sees input it cannot use.

use crate::error::{ApiError, ApiResult};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Path};
use domain::{
    problem::{FieldCode, ProblemCode},
    text,
    validate::{Validate, Violations},
};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    borrow::Cow,
    future::{Ready, ready},
    ops::Deref,
};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};

/// The largest JSON body.
pub const BODY_LIMIT: usize = 256 * 1024;
/// What is read and thrown away of a larger one, so that the caller gets to read our answer instead of a broken pipe.
pub const DRAIN_LIMIT: usize = 64 * 1024 * 1024;
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
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let supported = media_type == "application/json" && !request.headers().contains_key(header::CONTENT_ENCODING);
    let (mut body, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| ApiError::because(ProblemCode::MalformedRequest, error.to_string()))?;
        length = length.saturating_add(chunk.len());
        if length <= BODY_LIMIT && supported {
            body.extend_from_slice(&chunk);
        } else if length > DRAIN_LIMIT {
            break;
        }
    }
    match (length > BODY_LIMIT, supported) {
        (true, _) => Err(ProblemCode::BodyTooLarge.into()),
        (false, false) => Err(ProblemCode::UnsupportedMediaType.into()),
        (false, true) => Ok(body),
    }
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    if depth(body) > DEPTH_LIMIT {
        return Err(ApiError::because(ProblemCode::MalformedRequest, "nested too deeply"));
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

/// The version that an edit is based on, from `If-Match`. Absent: 428. Name it in `params(IfMatch)` too.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i32);

impl IfMatch {
    /// Compares with the version of the locked row.
    ///
    /// # Errors
    /// `version_mismatch` when somebody else saved first.
    pub fn check(self, version: i32) -> ApiResult<()> {
        if self.0 == version { Ok(()) } else { Err(ProblemCode::VersionMismatch.into()) }
    }
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get(header::IF_MATCH) {
            None => Err(ProblemCode::PreconditionRequired.into()),
            // A tag that we never gave matches no version.
            Some(value) => value
                .to_str()
                .ok()
                .and_then(|tag| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok())
                .map(IfMatch)
                .ok_or_else(|| ProblemCode::VersionMismatch.into()),
        })
    }
}

impl utoipa::IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header_parameter("If-Match", true, "The `ETag` of the version that this edit is based on, such as `\"3\"`.")]
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
    fn nesting_is_counted_outside_strings_only() {
        assert_eq!(depth(br#"{"a":[{"b":"[[[["}]}"#), 3);
        assert_eq!(depth(br#"{"a":"\"[["}"#), 1);
    }
}
