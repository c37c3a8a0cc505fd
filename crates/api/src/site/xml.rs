//! Writing XML that any reader takes.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

/// What is written into.
pub type Xml = Writer<Vec<u8>>;

/// A document with one root element.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn document(root: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element(root).with_attributes(attributes.iter().copied()).write_inner_content(content)?;
    Ok(xml.into_inner())
}

/// An element around others.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn group(xml: &mut Xml, name: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(content).map(|_| ())
}

/// An element with words.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&writable(words))).map(|_| ())
}

/// An element with nothing but attributes.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(|_| ())
}

/// Without the letters that XML 1.0 has no way to write, escaped or not.
pub fn writable(text: &str) -> String {
    let forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(|letter| !forbidden(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let written = document("a", &[("b", "\"<&>'")], |xml| {
            text(xml, "c", "]]></c><d/>\u{0}\u{1F}&")?;
            empty(xml, "e", &[])
        });
        let written = String::from_utf8(written.unwrap()).unwrap();
        assert!(written.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b=\"&quot;&lt;&amp;&gt;&apos;\">"), "{written}");
        assert!(written.contains("<c>]]&gt;&lt;/c&gt;&lt;d/&gt;&amp;</c><e/></a>"), "{written}");
    }
}
