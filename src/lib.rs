//! Lexport: a small declarative language for export rules.
//!
//! A law is read from text to a typed tree, flattened into an order of questions, and asked about a case on a day. The
//! way of the data is the order of the rooms:
//!
//! ```text
//! text ─ syntax ─▶ tree as written ─ enact ─▶ provisions with lives ─ resolve ─▶ names become ids
//!      ─ check ─▶ typed rules with units ─ plan ─▶ an order of questions ─ decide ─▶ decision + grounds ─ explain ─▶ reasons
//!                                           facts: JSON ─▶ case ─┘
//! ```
//!
//! # Floor plan
//!
//! Each module is a room: one door (a verb such as [`syntax::parse`]), one thing handed on (a noun such as
//! [`syntax::ast::File`]). A room may use only the rooms named in its row; a test holds every `use` to this table.
//!
//! | room | what it does | uses |
//! |---|---|---|
//! | `source` | texts, and places in them | |
//! | `diagnostic` | what is wrong, and how it is shown | source |
//! | `value` | what rules talk about: exact numbers, units, dates, codes | |
//! | `syntax` | text to tree as written | source diagnostic |
//! | `enact` | instruments and their dates: provisions with lives | source diagnostic value syntax |
//! | `resolve` | names become ids | source diagnostic value syntax enact |
//! | `check` | ids get types and units | source diagnostic value syntax enact resolve |
//! | `plan` | the flat form: slots, an order of questions, coherence | source diagnostic value syntax enact resolve check |
//! | `facts` | JSON to a case | source diagnostic value syntax enact resolve check plan |
//! | `decide` | plan, case and day to a decision with its trace | source diagnostic value syntax enact resolve check plan facts |
//! | `explain` | a decision to reasons | source diagnostic value syntax enact resolve check plan facts decide |
//! | `format` | tree and comments to canonical text | source diagnostic syntax |
//! | `consolidate` | the law of a day as one text, its history, and what two laws differ in | source diagnostic value syntax enact format |
//! | `session` | the passes in order, once; files and the standard library | source diagnostic value syntax enact resolve check plan facts decide explain format consolidate |
//! | `impact` | what a change of the law makes of many cases | source diagnostic value syntax enact resolve check plan facts decide explain format consolidate session |
//! | `repl` | a session with a memory | source diagnostic value syntax enact resolve check plan facts decide explain format consolidate session impact |
//! | `cli` | one file a subcommand | source diagnostic value syntax enact resolve check plan facts decide explain format consolidate session impact repl |
//!
//! # Invariants
//!
//! - Passes never fail. They return a value and put what is wrong into a [`diagnostic::Bag`]. What is broken becomes an
//!   explicit broken node that later rooms accept in silence, so that one mistake gives one message.
//! - Every place is an address: there is no optional span in a tree and no dummy one.
//! - Names die in `resolve`, doubts about types die in `check`; after `plan` only facts can be missing.
//! - Unknown is not no, and never yes. No road leads from an error, an unknown or an empty law to a permission.
//! - The core has no clock, no files, no environment, no floating point and no order that depends on hashing. Files are
//!   read in `session`, the terminal and the environment are looked at in `cli`.
//! - No text makes the program panic, run forever or use up the stack: nesting is limited where texts are read, chains of
//!   definitions and entries where they are checked, files where they are loaded.
//! - Pest is known in `syntax` only, clap in `cli` only, the renderer of messages in `diagnostic` only.

pub mod check;
pub mod cli;
pub mod consolidate;
pub mod decide;
pub mod diagnostic;
pub mod enact;
pub mod explain;
pub mod facts;
pub mod format;
pub mod impact;
pub mod plan;
pub mod repl;
pub mod resolve;
pub mod session;
pub mod source;
pub mod syntax;
pub mod value;
