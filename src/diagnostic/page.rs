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
    "LX0101", "LX0102", "LX0103", "LX0104", "LX0105", "LX0106", "LX0107", "LX0108", "LX0109", "LX0110", "LX0111",
    "LX0112", "LX0113", "LX0114", "LX0115", "LX0116", "LX0117", "LX0118", "LX0119", "LX0120", "LX0121", "LX0122",
    "LX0123", "LX0124", "LX0125", "LX0126", "LX0127", "LX0128", "LX0129", "LX0130", "LX0131", "LX0132", "LX0133",
    "LX0401", "LX0402", "LX0403", "LX0404", "LX0405", "LX0406", "LX0407", "LX0408", "LX0409", "LX0410", "LX0411",
];

/// All pages, in order of code.
pub fn pages() -> &'static [Page] {
    PAGES
}

/// The page of a code, whatever the case it is written in.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code.eq_ignore_ascii_case(code))
}
