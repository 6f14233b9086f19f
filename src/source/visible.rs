//! Texts of others on a terminal: what would act there, or turn the reading of a line around, is shown as a sign.
//!
//! A case and a law may hold any letter there is. An escape in a name could move the cursor and write another outcome over
//! the one that was found; a line end could begin a line that looks like ours.

use std::borrow::Cow;

/// The text with a sign in the place of every control character and of every character that turns the reading direction
/// around. Line ends and tabs are control characters too.
pub fn visible(text: &str) -> Cow<'_, str> {
    tamed(text, |_| false)
}

/// The same for what stands on several lines and holds nothing but text of others.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    tamed(text, |letter| matches!(letter, '\n' | '\t'))
}

/// The same for what is written to a terminal as a whole: lines may end, and escapes that set a color stay, because ours are
/// among them. Of text that others may have put there, [`visible`] has taken them out before.
pub fn visible_but_color(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter| acts(letter) && letter != '\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(&visible_lines(before));
        rest = match color(after) {
            Some(length) => {
                let (color, rest) = after.split_at(length);
                out.push('\u{1b}');
                out.push_str(color);
                rest
            }
            None => {
                out.push(sign('\u{1b}'));
                after
            }
        };
    }
    out.push_str(&visible_lines(rest));
    Cow::Owned(out)
}

/// JSON in which every such character is escaped; it means the same.
pub fn visible_json(text: &str) -> Cow<'_, str> {
    // Outside of strings JSON has none but line ends, and inside of them no line end.
    if !text.contains(|letter| acts(letter) && letter != '\n') {
        return Cow::Borrowed(text);
    }
    let escaped = |letter: char| match letter {
        letter if acts(letter) && letter != '\n' => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    };
    Cow::Owned(text.chars().map(escaped).collect())
}

fn tamed(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let acts = |letter: char| acts(letter) && !stays(letter);
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    // The end of a line on other systems is the end of a line.
    let text = if stays('\n') { text.replace("\r\n", "\n") } else { text.to_owned() };
    Cow::Owned(text.chars().map(|letter| if acts(letter) { sign(letter) } else { letter }).collect())
}

/// Whether a character does something to a terminal or to the reading of a line.
fn acts(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The picture of a control character, where there is one: `␛` of an escape, `␊` of a line end.
fn sign(letter: char) -> char {
    match u32::from(letter) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// How long an escape that sets a color is, after its first character.
fn color(after: &str) -> Option<usize> {
    let codes = after.strip_prefix('[')?;
    let end = codes.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    codes.get(end..)?.starts_with('m').then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[2J\u{1b}]0;t\u{7}b\u{9b}1mc\u{202e}d\re\nf\u{7f}\u{0}\u{2028}\u{1b}[31mred";

    #[test]
    fn nothing_acts() {
        let shown = visible(HOSTILE);
        assert_eq!(shown, "a␛[2J␛]0;t␇b\u{fffd}1mc\u{fffd}d␍e␊f␡␀\u{fffd}␛[31mred");
        assert!(!shown.contains(acts));
        assert_eq!(visible("Müller & Söhne, 中芯国际, شركة"), "Müller & Söhne, 中芯国际, شركة");
    }

    #[test]
    fn lines_and_colors_stay_where_they_are_ours() {
        let shown = visible_but_color(HOSTILE);
        assert_eq!(shown, "a␛[2J␛]0;t␇b\u{fffd}1mc\u{fffd}d␍e\nf␡␀\u{fffd}\u{1b}[31mred");
        assert_eq!(visible_but_color("one\r\n\ttwo\u{1b}[0;1mm\u{1b}["), "one\n\ttwo\u{1b}[0;1mm␛[");
    }

    #[test]
    fn json_means_the_same() {
        let text = serde_json::to_string_pretty(&serde_json::json!({ "a": [HOSTILE] })).unwrap();
        let shown = visible_json(&text);
        assert!(!shown.contains(|letter| acts(letter) && letter != '\n'), "{shown}");
        let back: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(back["a"][0], HOSTILE);
    }
}
