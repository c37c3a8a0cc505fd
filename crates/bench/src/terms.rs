//! Words to search for: pieces of the texts themselves, sorted by how many listings hold them.

use crate::corpus::{Corpus, Dice};
use anyhow::Result;
use api::platform::search::Snapshot;
use domain::search::Words;
use std::collections::HashSet;

/// Words of one length that are alike in how many listings hold them.
#[derive(Debug, Clone)]
pub struct Terms {
    pub length: usize,
    pub common: bool,
    pub terms: Vec<String>,
}

/// Pieces of this many characters of random listings, folded; each once.
pub fn pieces(corpus: &Corpus, listings: usize, dice: &mut Dice, length: usize, count: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for _ in 0..count * 20 {
        let listing = corpus.listing(dice.roll(listings), false);
        let key: Vec<char> = listing.search_key.chars().collect();
        let from = dice.roll(key.len().saturating_sub(length).max(1));
        let piece: String = key[from..(from + length).min(key.len())].iter().collect();
        // What is typed is folded again, and pieces that are no word any more would ask for something else.
        let is_word = Words::parse(&piece).is_ok_and(|words| matches!(words.as_slice(), [one] if one.forms() == [piece.as_str()]));
        if is_word && seen.insert(piece.clone()) {
            found.push(piece);
        }
        if found.len() == count {
            break;
        }
    }
    found
}

/// How many listings hold a word.
pub fn count(snapshot: &Snapshot, term: &str) -> Result<u64> {
    let words = Words::parse(term)?;
    let mut count = 0;
    snapshot.for_each_match(&words, |_| count += 1)?;
    Ok(count)
}

/// Common and rare words of 1, 2 and 4 characters: the tenth of many pieces that most listings hold, and the tenth that fewest do.
pub fn classes(corpus: &Corpus, listings: usize, snapshot: &Snapshot) -> Result<Vec<Terms>> {
    let mut dice = Dice::of(42);
    let mut classes = Vec::new();
    for length in [1, 2, 4] {
        let mut counted = pieces(corpus, listings, &mut dice, length, 400)
            .into_iter()
            .map(|term| Ok((count(snapshot, &term)?, term)))
            .collect::<Result<Vec<_>>>()?;
        counted.sort_unstable();
        let tenth = (counted.len() / 10).max(1);
        let terms = |some: &[(u64, String)]| some.iter().map(|(_, term)| term.clone()).collect();
        classes.push(Terms { length, common: true, terms: terms(&counted[counted.len() - tenth..]) });
        classes.push(Terms { length, common: false, terms: terms(&counted[..tenth]) });
    }
    Ok(classes)
}
