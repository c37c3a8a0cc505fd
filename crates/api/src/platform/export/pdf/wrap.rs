//! Words into lines: between any two Japanese letters, between Latin words, and never so that a line begins with 、 or ends
//! with 「 (kinsoku, JIS X 4051).

use super::fonts::Measure;
use crate::platform::export::unmappable_chars::is_selector;
use domain::text::{composed, is_hidden};

/// What no line begins with.
const NOT_FIRST: &str =
    "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％‰ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‐〜～…‥,.:;?!)]}%";
/// What no line ends with.
const NOT_LAST: &str = "‘“（〔［｛〈《「『【￥＄¥$([{№";
/// What is not parted from the figure before it.
const UNITS: &str = "円年月日件人名床割回㎡点倍千万億条項号";

/// A letter with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    letter: char,
    /// Its glyph.
    pub glyph: u32,
    /// How wide it is, in parts of the size.
    pub advance: f32,
    /// Its bytes in the line's text.
    pub bytes: std::ops::Range<usize>,
    /// What its glyph says to readers, where that is not what was written.
    pub shown: Option<char>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How it is drawn.
    pub clusters: Vec<Cluster>,
    /// How wide it is, without the space it ends with.
    pub width: f32,
}

/// Breaks a text into lines of a width. A word that is longer than a line is parted where the line ends.
pub fn lines(measure: &Measure<'_>, text: &str, size: f32, width: f32) -> Vec<Line> {
    let text = composed(text);
    let mut lines = Vec::new();
    for paragraph in text.trim_end().lines() {
        let clusters = clusters(measure, paragraph);
        let mut start = 0;
        while start < clusters.len() || start == 0 {
            let end = line_end(&clusters, start, width / size);
            lines.push(line(paragraph, clusters.get(start..end).unwrap_or_default(), size));
            if end <= start {
                break;
            }
            start = end;
        }
    }
    lines
}

/// The width of the longest line of a text that is not broken.
pub fn natural_width(measure: &Measure<'_>, text: &str, size: f32) -> f32 {
    lines(measure, text, size, f32::INFINITY).iter().map(|line| line.width).fold(0.0, f32::max)
}

/// The letters that are drawn; those that nobody sees are left out.
fn clusters(measure: &Measure<'_>, paragraph: &str) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::with_capacity(paragraph.len() / 2);
    for (at, letter) in paragraph.char_indices() {
        let end = at + letter.len_utf8();
        if is_selector(letter) {
            if let Some(last) = clusters.last_mut() {
                match measure.variant(last.letter, letter) {
                    Some(variant) => (last.glyph, last.advance) = variant,
                    None => last.shown = last.shown.or(Some(last.letter)),
                }
                last.bytes.end = end;
            }
        } else if letter == '\t' || letter == '\u{A0}' {
            let (glyph, advance) = measure.glyph(' ');
            clusters.push(Cluster { letter: ' ', glyph, advance, bytes: at..end, shown: Some(' ') });
        } else if !is_hidden(letter) {
            let (glyph, advance) = measure.glyph(letter);
            clusters.push(Cluster { letter, glyph, advance, bytes: at..end, shown: measure.shown_as(letter) });
        }
    }
    clusters
}

/// Where the line that begins at `start` ends; `most` is in parts of the size.
fn line_end(clusters: &[Cluster], start: usize, most: f32) -> usize {
    let (mut width, mut last_break) = (0.0, None);
    for (index, cluster) in clusters.iter().enumerate().skip(start) {
        if index > start && may_part(clusters, index) {
            last_break = Some(index);
        }
        width += cluster.advance;
        // A space at the end hangs over the margin, where nobody sees it. Rounding must not part what just fits.
        if width > most + 0.001 && cluster.letter != ' ' && index > start {
            return last_break.unwrap_or(index);
        }
    }
    clusters.len()
}

fn may_part(clusters: &[Cluster], index: usize) -> bool {
    let letter = |index: usize| clusters.get(index).map_or(' ', |cluster| cluster.letter);
    let (before, after) = (letter(index - 1), letter(index));
    if after == ' ' || NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    if before.is_ascii_digit() && UNITS.contains(after) || before == '△' && after.is_ascii_digit() {
        return false;
    }
    is_japanese(before) || is_japanese(after)
}

/// Letters that stand by themselves, other than those of Latin words.
fn is_japanese(letter: char) -> bool {
    letter >= '\u{2E80}' || matches!(letter, '\u{2190}'..='\u{27BF}' | '※' | '―')
}

fn line(paragraph: &str, clusters: &[Cluster], size: f32) -> Line {
    let (Some(first), Some(last)) = (clusters.first(), clusters.last()) else { return Line::default() };
    let text = paragraph.get(first.bytes.start..last.bytes.end).unwrap_or_default().to_owned();
    let offset = first.bytes.start;
    let clusters: Vec<Cluster> = clusters
        .iter()
        .map(|cluster| Cluster { bytes: cluster.bytes.start - offset..cluster.bytes.end - offset, ..cluster.clone() })
        .collect();
    let ends_with = clusters.iter().rev().take_while(|cluster| cluster.letter == ' ').count();
    let width = clusters.iter().take(clusters.len() - ends_with).map(|cluster| cluster.advance).sum::<f32>() * size;
    Line { text, clusters, width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::DEBIAN_FONTS,
        platform::export::pdf::{Fonts, fonts::Letters},
    };

    fn broken(text: &str, letters_per_line: f32) -> Vec<String> {
        let fonts = Fonts::new(std::env::var("GM_FONT_DIR").unwrap_or_else(|_| DEBIAN_FONTS.to_owned()));
        let letters = Letters::of(fonts.load().unwrap()).unwrap();
        lines(letters.face(false), text, 10.0, letters_per_line * 10.0).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn no_line_begins_or_ends_with_what_must_not_stand_there() {
        assert_eq!(broken("医師の確保、支援", 5.0), ["医師の確", "保、支援"]);
        assert_eq!(broken("対象は「診療所」です", 4.0), ["対象は", "「診療", "所」です"]);
        assert_eq!(broken("センター", 3.0), ["セン", "ター"]);
    }

    #[test]
    fn words_and_figures_stay_whole() {
        assert_eq!(broken("補助金は16,500,000円です", 7.0), ["補助金は", "16,500,000円で", "す"]);
        assert_eq!(broken("The quick brown fox", 5.0), ["The quick ", "brown fox"]);
        assert_eq!(broken("△1,234と△5,678", 5.0), ["△1,234と", "△5,678"]);
    }

    #[test]
    fn what_is_longer_than_a_line_is_parted_and_nothing_is_lost() {
        let address = "https://www.example.jp/a/very/long/address";
        assert_eq!(broken(address, 8.0).concat(), address);
        assert_eq!(broken("あ", 0.5), ["あ"]);
        assert_eq!(broken("一\n\n二", 9.0), ["一", "", "二"]);
        assert!(broken("", 9.0).is_empty());
    }
}
