//! Where two versions of a text differ, sentence by sentence: a reviewer of a long text reads only what moved.

/// A piece of the text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Removed(String),
    /// Only after.
    Added(String),
}

/// Sentences with their full stops and line breaks, so that joining gives the text again.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '！', '？', '\n']).flat_map(|piece| piece.split_inclusive(". ")).collect()
}

/// The pieces in reading order. Quadratic in sentences, of which a field has a few dozen.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (sentences(before), sentences(after));
    // common[i][j]: most sentences that old[i..] and new[j..] share in order.
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            out.push(Piece::Same(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(Piece::Removed(old[i].to_owned()));
            i += 1;
        } else {
            out.push(Piece::Added(new[j].to_owned()));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Piece::{Added, Removed, Same};
    use super::*;

    #[test]
    fn only_the_sentence_that_moved_is_marked() {
        assert_eq!(
            pieces("外来を担当します。病棟は10床です。", "外来を担当します。病棟は20床です。当直はありません。"),
            [
                Same("外来を担当します。".into()),
                Removed("病棟は10床です。".into()),
                Added("病棟は20床です。".into()),
                Added("当直はありません。".into())
            ]
        );
        assert_eq!(pieces("", "新しい"), [Added("新しい".into())]);
        assert!(pieces("", "").is_empty());
    }

    #[test]
    fn both_texts_can_be_read_back() {
        let (before, after) = ("a. b. c\nd。e", "b. x. c\ne");
        let read = |skip: fn(&Piece) -> bool| {
            pieces(before, after)
                .iter()
                .filter(|piece| !skip(piece))
                .map(|piece| match piece {
                    Same(text) | Removed(text) | Added(text) => text.as_str(),
                })
                .collect::<String>()
        };
        assert_eq!(read(|piece| matches!(piece, Added(_))), before);
        assert_eq!(read(|piece| matches!(piece, Removed(_))), after);
    }
}
