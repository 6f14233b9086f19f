//! The pages of the codes: their examples bring the fault about, and their way out is one.

use super::law;
use super::read;
use lexport::diagnostic::pages;

/// The fenced block of a page that begins with these words.
fn block<'p>(page: &'p str, fence: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("```{fence}\n")).unwrap_or_else(|| panic!("no {fence} in {page}"));
    rest.split_once("```").unwrap().0
}

#[test]
fn examples_bring_the_fault_about_and_the_way_out_is_one() {
    // A case without a day is read without fault, `faults.rs` asks for the day; lines of many cases are read in `impact.rs`.
    let of_facts = |code: &str| code.starts_with("LX05") && code != "LX0518" && code != "LX0519";
    for page in pages().iter().filter(|page| of_facts(page.code)) {
        let law = law::from_text(block(page.text, "lxp"));
        let said = read(&law, "case.json", block(page.text, "json")).1;
        assert!(said.contains(page.code), "{}: {said}", page.code);
        assert_eq!(said.matches("LX05").count(), 1, "{}: {said}", page.code);
        let said = read(&law, "case.json", block(page.text, "json fixed")).1;
        assert_eq!(said, "", "{}", page.code);
        assert!(page.text.starts_with(&format!("# {}: ", page.code)));
    }
}
