//! Facts: what is read, what is said when it cannot be, and any JSON at all.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach helpers"
)]

mod law;

use lexport::diagnostic::{Bag, Style, render};
use lexport::facts::{Case, Reader};

#[test]
fn first() {
    let mut law = law::read("tests/cases/facts/law.lxp");
    let json = std::fs::read("examples/advanced_computing/cases/h20_2025-04-10.json").unwrap();
    let id = law.sources.add("x.json", String::from_utf8(json).unwrap()).unwrap();
    let reader = Reader::new(&law.layout);
    let mut case = Case::new(&law.layout);
    let mut bag = Bag::new();
    reader.read_source(law.sources.get(id).unwrap(), &mut case, &mut bag);
    println!("{}", render(&bag, &law.sources, Style::Graphical { color: false, width: 100 }));
    println!("{:?}", case);
}
