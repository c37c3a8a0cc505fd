//! Texts as Japanese people really type them: full-width digits, half-width katakana, spaces at the ends, old characters.
//!
//! Normalizing never touches what a name is written with: 﨑, 髙 and 𠮷 are the person's own characters and stay.

use crate::unicode::{self, Form, normalize};
use std::borrow::Cow;
use std::fmt::Display;

/// Turns full-width ASCII and the full-width space into their half-width forms, and nothing else. NFKC would turn 﨑 into 崎.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

/// A free text as it is stored: line ends as `\n`, [`composed`], no spaces at the ends.
#[must_use]
pub fn normalize_line_ends(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    composed(lines.trim_matches(|c: char| c.is_whitespace())).into_owned()
}

/// The text in normalization form C, as far as names allow: letters and their marks are put together (か + ゛ = が), and compatibility ideographs stay,
/// since people's names are written with them (NFC would replace U+FA19 by U+795E).
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    // Nearly every text consists of letters that nothing composes with or decomposes.
    if text.chars().all(is_composed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_compatibility_ideograph) {
        let (before, after) = rest.split_at(at);
        out.push_str(&normalize(before, Form::C));
        let mut letters = after.chars();
        out.extend(letters.next());
        rest = letters.as_str();
    }
    out.push_str(&normalize(rest, Form::C));
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Latin letters, kana and ideographs that stand by themselves.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309B}'..='\u{9FFF}' | '\u{E000}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEF}')
}

fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// A text as a cell of a file for spreadsheets. One that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection);
/// a sign by itself, such as - for "none", is no formula. Japanese editions take the wide signs for the narrow ones, and a file in Shift_JIS gets the
/// usual form of signs that it lacks.
#[must_use]
pub fn spreadsheet_cell(text: &str) -> Cow<'_, str> {
    let text = composed(text);
    let mut letters = text.chars().skip_while(|letter| matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'));
    if letters.next().is_some_and(begins_formula) && letters.next().is_some() { Cow::Owned(format!("'{text}")) } else { text }
}

fn begins_formula(first: char) -> bool {
    let dash = matches!(first, '–' | '\u{2011}');
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    dash || begins(first.encode_utf8(&mut [0; 4])) || (!first.is_ascii() && begins(&normalize(&first.to_string(), Form::Kc)))
}

/// A name as it may stand in one line of a mail: line breaks become spaces, other characters that nobody sees are left out. Spaces stay as they are.
#[must_use]
pub fn one_line(text: &str) -> String {
    let seen = |c: char| match c {
        _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => Some(' '),
        _ if is_hidden(c) => None,
        _ => Some(c),
    };
    text.replace("\r\n", "\n").chars().filter_map(seen).collect()
}

/// Returns `true` for a character that no text may have: control characters other than line breaks and tabs, and [noncharacters](is_noncharacter).
#[must_use]
pub fn is_unusable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || is_noncharacter(c)
}

/// Returns `true` for U+FFFE, U+FFFF and their like in every plane, U+FDD0 to U+FDEF, and what lies in parts of Unicode where nothing is assigned.
fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{FFF0}'..='\u{FFF8}')
        || matches!(c, '\u{40000}'..='\u{DFFFF}' | '\u{E0080}'..='\u{E00FF}' | '\u{E01F0}'..='\u{EFFFF}')
}

/// Returns `true` for a character that a name must not have: line breaks and other control characters, bidirectional controls, zero-width
/// characters and noncharacters. Variation selectors are not among them: they say which form of a character a name is written with.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || is_noncharacter(c)
}

/// Returns `true` for a text in which a reader sees nothing: blanks, [hidden](is_hidden) characters, and letters that are drawn as nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_hidden(c) || is_drawn_as_nothing(c))
}

/// Fillers of Hangul, Khmer and Mongolian, the empty Braille pattern, marks of musical notation, and variation selectors by themselves.
fn is_drawn_as_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
    ) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0100}'..='\u{E01EF}')
}

/// Returns `true` for what people put between the groups of a number: any dash of Unicode, the long-vowel mark that stands beside it on Japanese
/// keyboards, and the minus sign.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | 'ー' | 'ｰ' | '－' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '﹘' | '﹣' | '─' | '━')
}

/// The digits of a number that a person typed with hyphens, spaces or full-width digits.
#[must_use]
pub fn digits(text: &str) -> String {
    half_width(text).chars().filter(|c| !is_dash(*c) && *c != ' ').collect()
}

/// A postal code as `NNN-NNNN`, from any way of typing its seven digits. A hyphen in another place is a slip, and refused.
#[must_use]
pub fn postal_code(text: &str) -> Option<String> {
    let typed = half_width(text.trim().trim_start_matches('〒'));
    let groups: Vec<String> = typed.trim().split(is_dash).map(digits).collect();
    let split_well = groups.len() == 1 || (groups.len() == 2 && groups[0].len() == 3);
    let digits = groups.concat();
    (split_well && digits.len() == 7 && is_digits(&digits)).then(|| format!("{}-{}", &digits[..3], &digits[3..]))
}

/// A Japanese telephone number as people dial it here: 10 or 11 digits that start with one 0, with hyphens where groups were typed apart by
/// hyphens, brackets, dots or middle dots. `+81` stands for the first 0.
#[must_use]
pub fn phone_number(text: &str) -> Option<String> {
    let typed: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let typed = match typed.strip_prefix("+81") {
        Some(rest) => format!("0{}", rest.trim_start_matches(is_dash).trim_start_matches("(0)").trim_start_matches('0')),
        None => typed,
    };
    let groups: Vec<&str> =
        typed.split(|c| is_dash(c) || matches!(c, '(' | ')' | '.' | '・' | '･' | '·')).filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    let ok = (10..=11).contains(&digits.len()) && digits.starts_with('0') && !digits.starts_with("00") && is_digits(&digits);
    ok.then(|| groups.join("-"))
}

/// A mail address in the form it is compared and stored: half-width, lower case, no spaces at the ends.
#[must_use]
pub fn email_address(text: &str) -> Option<String> {
    let address = unicode::lowercase(half_width(text).trim());
    let (local, host) = address.rsplit_once('@')?;
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let host_ok = host.len() <= 190
        && host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    (local_ok && host_ok).then_some(address)
}

/// The link that writes to a mail address and says nothing else: what would begin a subject, a text or a further recipient (RFC 6068) is written as a
/// part of the address.
#[must_use]
pub fn mail_link(address: &str) -> String {
    let mut link = String::from("mailto:");
    for c in address.chars() {
        match c {
            '%' => link.push_str("%25"),
            '?' => link.push_str("%3F"),
            '&' => link.push_str("%26"),
            '#' => link.push_str("%23"),
            '/' => link.push_str("%2F"),
            '=' => link.push_str("%3D"),
            ',' => link.push_str("%2C"),
            other => link.push(other),
        }
    }
    link
}

/// A web address that a page may link to: http or https, with the name of a host on the internet and without credentials. Scheme and host are stored
/// in lower case.
#[must_use]
pub fn web_address(text: &str) -> Option<String> {
    let typed = half_width(text).trim().to_owned();
    let (scheme, rest) = typed.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next()?;
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    // A number in the last place is an address of a machine, often of the reader's own.
    let last = name.rsplit('.').next()?;
    let ok = ["http", "https"].contains(&scheme.as_str())
        && name.contains('.')
        && last.starts_with(unicode::is_alphabetic)
        && !host.contains('@')
        && typed.len() <= 500
        && !typed.chars().any(|c| is_hidden(c) || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'));
    ok.then(|| format!("{scheme}://{}{}", unicode::lowercase(host), &rest[host.len()..]))
}

/// A part of a text that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// An address that a page can link to.
    Address(&'a str),
}

/// A text in pieces, its web addresses (`https://` and what follows in ASCII, up to a space, a bracket or a comma) apart.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("https://") {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii() || matches!(c, ' ' | ')' | ',')).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        found.push(Piece::Words(before));
        found.push(Piece::Address(address));
        rest = after;
    }
    found.push(Piece::Words(rest));
    found.retain(|piece| *piece != Piece::Words(""));
    found
}

/// A text with its `{name}` filled in, each once: what a value says is no place to fill. A name without a value is left out.
pub fn filled(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(&value.to_string());
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A reading in hiragana or katakana, as katakana with single spaces; half-width katakana is widened.
#[must_use]
pub fn kana(text: &str) -> Option<String> {
    let wide: String = normalize(text.trim(), Form::Kc)
        .chars()
        .map(|c| if ('ぁ'..='ゖ').contains(&c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c })
        .collect();
    let joined = wide.split_whitespace().collect::<Vec<_>>().join(" ");
    let ok = !joined.is_empty() && joined.chars().all(|c| ('ァ'..='ヺ').contains(&c) || matches!(c, 'ー' | '・' | ' ' | '(' | ')' | '-'));
    ok.then_some(joined)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests;
