//! Reading JSON with little code.
//!
//! Derived code reads a struct from an object and, besides, from an array of its fields, which the API never sends. What reads arrays is a third of the
//! code of every shape, and is not compiled when a struct is asked for as a map, at every depth.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::fmt;

/// Reads a whole text.
///
/// # Errors
/// If it is not JSON, or not of this shape.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let value = T::deserialize(Lean(&mut json))?;
    json.end()?;
    Ok(value)
}

/// A deserializer, a visitor, a seed or an access that asks for structs as maps.
struct Lean<T>(T);

/// Hands on what holds no struct.
macro_rules! plain {
    ($($method:ident),+ $(,)?) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                self.0.$method(visitor)
            }
        )+
    };
}

/// Hands on what may hold one.
macro_rules! deep {
    ($($method:ident($($argument:ident: $ty:ty),*)),+ $(,)?) => {
        $(
            fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
                self.0.$method($($argument,)* Lean(visitor))
            }
        )+
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lean<D> {
    type Error = D::Error;

    plain!(
        deserialize_bool,
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_f32,
        deserialize_f64,
        deserialize_char,
        deserialize_str,
        deserialize_string,
        deserialize_bytes,
        deserialize_byte_buf,
        deserialize_unit,
        deserialize_identifier,
        deserialize_ignored_any,
    );

    deep!(
        deserialize_any(),
        deserialize_option(),
        deserialize_unit_struct(name: &'static str),
        deserialize_newtype_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(len: usize),
        deserialize_tuple_struct(name: &'static str, len: usize),
        deserialize_map(),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
    );

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Lean(visitor))
    }
}

/// Hands on a value that holds no other.
macro_rules! scalar {
    ($($method:ident: $ty:ty),+ $(,)?) => {
        $(
            fn $method<E: Error>(self, value: $ty) -> Result<V::Value, E> {
                self.0.$method(value)
            }
        )+
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Lean<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    scalar!(
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    );

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Lean(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Lean(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Lean(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Lean(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Lean(variant))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Lean<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Lean(value))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Lean<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Lean(seed))
    }
}

/// Keys are texts.
impl<'de, A: MapAccess<'de>> MapAccess<'de> for Lean<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Lean(seed))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Lean<A> {
    type Error = A::Error;
    type Variant = Lean<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(seed).map(|(name, content)| (name, Lean(content)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Lean<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Lean(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, Lean(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Lean(visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::from_slice;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        text: String,
        #[serde(default)]
        number: Option<i64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Tagged {
        One { inner: Inner },
        Two(Inner),
        Three,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Named {
        Unit,
        Inner(Inner),
        Fields { at: [f64; 2] },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        id: uuid::Uuid,
        day: chrono::NaiveDate,
        list: Vec<Inner>,
        tagged: Vec<Tagged>,
        named: Vec<Named>,
        map: BTreeMap<String, Inner>,
        any: serde_json::Value,
        #[serde(flatten)]
        rest: Inner,
    }

    const TEXT: &str = r#"{
        "id": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "day": "2026-04-01", "unknown": [1, {}],
        "list": [{"text": "a"}, {"text": "b", "number": 3}],
        "tagged": [{"kind": "one", "inner": {"text": "c"}}, {"kind": "two", "text": "d"}, {"kind": "three"}],
        "named": ["unit", {"inner": {"text": "e", "number": null}}, {"fields": {"at": [1.5, -2]}}],
        "map": {"k": {"text": "f\u00e9"}}, "any": {"x": [null, true]}, "text": "rest"
    }"#;

    #[test]
    fn every_shape_is_read_as_usual() {
        assert_eq!(from_slice::<Outer>(TEXT.as_bytes()).unwrap(), serde_json::from_str::<Outer>(TEXT).unwrap());
        assert_eq!(from_slice::<Option<Inner>>(b"null").unwrap(), None);
        assert_eq!(from_slice::<()>(b"null").unwrap(), ());
    }

    #[test]
    fn a_struct_is_no_array_and_nothing_follows_a_text() {
        assert!(from_slice::<Inner>(br#"["a", 1]"#).is_err());
        assert!(from_slice::<Inner>(br#"{"text": "a"} {}"#).is_err());
        assert!(from_slice::<Inner>(br#"{"number": 1}"#).is_err());
    }
}
