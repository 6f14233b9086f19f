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
    "LX0134", "LX0135", "LX0136", "LX0201", "LX0202", "LX0203", "LX0204", "LX0205", "LX0206", "LX0207", "LX0208",
    "LX0210", "LX0211", "LX0212", "LX0213", "LX0214", "LX0215", "LX0216", "LX0217", "LX0220", "LX0221", "LX0222",
    "LX0230", "LX0231", "LX0232", "LX0233", "LX0234", "LX0235", "LX0236", "LX0237", "LX0238", "LX0239", "LX0240",
    "LX0241", "LX0301", "LX0302", "LX0303", "LX0304", "LX0305", "LX0306", "LX0307", "LX0308", "LX0309", "LX0310",
    "LX0311", "LX0312", "LX0313", "LX0314", "LX0315", "LX0316", "LX0317", "LX0318", "LX0319", "LX0321", "LX0323",
    "LX0324", "LX0325", "LX0329", "LX0332", "LX0333", "LX0334", "LX0335", "LX0336", "LX0337", "LX0338", "LX0339",
    "LX0340", "LX0401", "LX0402", "LX0403", "LX0404", "LX0405", "LX0406", "LX0407", "LX0408", "LX0409", "LX0410",
    "LX0411", "LX0412", "LX0413", "LX0414", "LX0501", "LX0502", "LX0503", "LX0504", "LX0505", "LX0506", "LX0507",
    "LX0508", "LX0509", "LX0510", "LX0511", "LX0512", "LX0513", "LX0514", "LX0515", "LX0516", "LX0517", "LX0518",
    "LX0519", "LX0601", "LX0602", "LX0603", "LX0604", "LX0605", "LX0606", "LX0607", "LX0608", "LX0609", "LX0610",
    "LX0611",
];

/// All pages, in order of code.
pub fn pages() -> &'static [Page] {
    PAGES
}

/// The page of a code, whatever the case it is written in.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code.eq_ignore_ascii_case(code))
}
