//! Characters and pairs of characters as tokens, and a word as a question for them.

use tantivy::{
    Term,
    query::{PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
    tokenizer::{Token, TokenStream, Tokenizer},
};

/// The two fields that hold one text.
#[derive(Debug, Clone, Copy)]
pub struct Grams {
    /// Which characters occur.
    pub single: Field,
    /// Which pairs occur, and where.
    pub pairs: Field,
}

impl Grams {
    /// The question for the texts in which a word occurs.
    pub fn holding(self, word: &str) -> Box<dyn Query> {
        let term = |field| -> Box<dyn Query> { Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic)) };
        match word.chars().count() {
            0 | 1 => term(self.single),
            2 => term(self.pairs),
            _ => Box::new(PhraseQuery::new_with_offset(self.side_by_side(word))),
        }
    }

    /// The pairs of a word of three and more characters, each with its distance from the beginning: those that stand side by side, so that
    /// a word of six characters is three pairs; of an odd number, the last two pairs share a character. A shorter word has none.
    pub fn side_by_side(self, word: &str) -> Vec<(usize, Term)> {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let length = starts.len() - 1;
        let pairs = (0..length.saturating_sub(1)).step_by(2).chain((length % 2 == 1).then(|| length.saturating_sub(2)));
        let pairs = pairs.filter(|_| length > 2);
        pairs.map(|at| (at, Term::from_field_text(self.pairs, &word[starts[at]..starts[at + 2]]))).collect()
    }
}

/// Cuts a text into pairs of neighbouring characters, with their places.
#[derive(Debug, Clone, Default)]
pub struct Pairs;

/// Cuts a text into its characters, each once.
#[derive(Debug, Clone, Default)]
pub struct Singles {
    /// One bit per character of the basic plane; the few beyond it may come twice, which changes nothing but time.
    seen: Vec<u64>,
    /// Which of them are not zero: most texts are much shorter than all of them.
    touched: Vec<usize>,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        PairStream { rest: text, token: Token { position: usize::MAX, ..Token::default() } }
    }
}

/// See [`Pairs`].
#[derive(Debug)]
pub struct PairStream<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return false };
        self.token.text.clear();
        self.token.text.push(first);
        self.token.text.push(second);
        self.token.position = self.token.position.wrapping_add(1);
        self.rest = &self.rest[first.len_utf8()..];
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Tokenizer for Singles {
    type TokenStream<'a> = SingleStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SingleStream<'a> {
        self.seen.resize(0x1_0000 / 64, 0);
        self.touched.drain(..).for_each(|at| self.seen[at] = 0);
        SingleStream {
            seen: &mut self.seen,
            touched: &mut self.touched,
            rest: text,
            token: Token { position: usize::MAX, ..Token::default() },
        }
    }
}

/// See [`Singles`].
#[derive(Debug)]
pub struct SingleStream<'a> {
    seen: &'a mut [u64],
    touched: &'a mut Vec<usize>,
    rest: &'a str,
    token: Token,
}

impl TokenStream for SingleStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some(c) = self.rest.chars().next() else { return false };
            self.rest = &self.rest[c.len_utf8()..];
            let (at, bit) = (c as usize / 64, 1 << (c as u32 % 64));
            if let Some(seen) = self.seen.get_mut(at) {
                if *seen & bit != 0 {
                    continue;
                }
                if *seen == 0 {
                    self.touched.push(at);
                }
                *seen |= bit;
            }
            self.token.text.clear();
            self.token.text.push(c);
            self.token.position = self.token.position.wrapping_add(1);
            return true;
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
