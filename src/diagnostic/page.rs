//! A page for every code: what it means, why it matters, an example that brings it about, and the way out.

/// The page of one code.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// `LX0203`
    pub code: &'static str,
    /// Markdown. The first line is a heading with the code and a name; the first fenced `lxp` block (or `json` block
    /// after one, for faults in facts) brings the fault about.
    pub text: &'static str,
}

macro_rules! pages {
    ($($code:literal),* $(,)?) => {
        const PAGES: &[Page] = &[$(Page { code: $code, text: include_str!(concat!("pages/", $code, ".md")) }),*];
    };
}

pages![
    "LX0501", "LX0502", "LX0503", "LX0504", "LX0505", "LX0506", "LX0507", "LX0508", "LX0509", "LX0510", "LX0511",
    "LX0512", "LX0513", "LX0514", "LX0515", "LX0516", "LX0517",
];

/// All pages, in order of code.
pub fn pages() -> &'static [Page] {
    PAGES
}

/// The page of a code, whatever the case it is written in.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code.eq_ignore_ascii_case(code))
}
