//! Places in texts, against a walk from the beginning of each.

use lexport::source::{SourceMap, Span};
use proptest::prelude::*;

/// Line and column of a byte, counted letter by letter.
fn walked(text: &str, at: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    // A byte inside a letter is where that letter begins.
    for (start, letter) in text.char_indices() {
        if start + letter.len_utf8() > at {
            break;
        }
        // A carriage return alone ends a line too.
        let ends = letter == '\n' || letter == '\r' && !text[start + 1..].starts_with('\n');
        (line, column) = if ends { (line + 1, 1) } else { (line, column + 1) };
    }
    (line, column)
}

proptest! {
    #![proptest_config(crate::search::cases(256))]

    #[test]
    fn lines_and_columns_are_those_of_a_walk(
        texts in prop::collection::vec("[a\r\n\té漢🏮]{0,40}", 1..4),
    ) {
        let mut map = SourceMap::new();
        for (position, text) in texts.iter().enumerate() {
            let id = map.add(position.to_string(), text.as_str()).unwrap();
            let base = map.get(id).unwrap().base;
            // From the last byte to the first, and again: what was asked before changes nothing.
            for at in (0..=text.len()).rev().chain(0..=text.len()) {
                let address = base + u32::try_from(at).unwrap();
                let (line, column) = walked(text, at);
                let name = position.to_string();
                prop_assert_eq!(map.locate(Span::new(address, address)), Some((name.as_str(), line, column)));
            }
        }
    }
}
