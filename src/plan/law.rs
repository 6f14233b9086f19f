//! The law, ready to be asked: what [`compile`](super::compile) makes and `decide` runs.

use super::layout::Layout;
pub use super::limb::{Called, Counted, Limb, LimbId, Operand, Shape};
use super::node::{InstanceId, InstanceTag, Member, NodeId, Nodes, SetId};
use super::slot::{Address, Slot};
use crate::check::typed::{ChargeKind, RowKey};
use crate::enact::{Amendment, AmendmentId, Instrument, InstrumentId, Life, Standpoint, Stretch, Unenforced};
use crate::resolve::{DefineId, EntryId, EnumId, RecordId, RuleId, tag};
use crate::source::{Arena, Span};
use crate::syntax::ast::{Force, Policy, RuleKind};
use crate::value::{Date, Eccn, Number, Unit};

/// Everything there is to ask.
#[derive(Debug, Default)]
pub struct Law {
    /// Where facts lie.
    pub layout: Layout,
    /// Expressions.
    pub nodes: Nodes,
    /// Definitions and entries in use.
    pub instances: Arena<Instance, InstanceTag>,
    /// Conditions as people read them.
    pub limbs: Arena<Limb>,
    /// Rules and exceptions.
    pub rules: Arena<Rule, tag::Rule>,
    /// Control-list entries.
    pub entries: Arena<Entry, tag::Entry>,
    /// Definitions, for explanations.
    pub defines: Arena<Define, tag::Define>,
    /// Dated groups.
    pub groups: Arena<Group, tag::Group>,
    /// Named constants.
    pub values: Arena<Value, tag::Value>,
    /// Rows of tables.
    pub tables: Tables,
    /// From where it is looked at.
    pub standpoint: Standpoint,
    /// Legal acts.
    pub instruments: Arena<Instrument>,
    /// Those that are supposed to be law.
    pub supposed: Vec<InstrumentId>,
    /// What instruments change.
    pub amendments: Arena<Amendment>,
    /// Provisions that are not enforced for a time, whatever their instruments.
    pub unenforced: Vec<Unenforced>,
    /// Cases that an older law still governs.
    pub savings: Vec<Saving>,
    /// The names of the regimes, in order of first use; the first is for rules of none.
    pub regimes: Vec<String>,
    /// The case's own day.
    pub day: Option<NodeId>,
    /// Whom letters must be addressed to.
    pub actor: Option<NodeId>,
    /// The days on which the law changes, in order.
    pub turning_points: Vec<Date>,
    /// What a case classifies: the words, and the instances of every entry for it.
    pub subjects: Vec<Subject>,
    /// Whether no rule of it could ever require a license or prohibit, whatever the day and the standpoint: then it leaves every
    /// outcome open.
    pub silent: bool,
    /// The hash of the texts it was made from, in hexadecimal.
    pub hash: String,
}

/// A saving clause: for the cases it saves, the law without one of its acts counts.
#[derive(Debug)]
pub struct Saving {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The amendment it belongs to.
    pub amendment: AmendmentId,
    /// The instrument or amendment that is left out for the cases it saves.
    pub keeps: String,
    /// Which cases.
    pub condition: LimbId,
    /// On which days it saves any.
    pub life: Life,
    /// What it cites.
    pub cites: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// Something a case holds that entries classify.
#[derive(Debug)]
pub struct Subject {
    /// `shipment.item`
    pub path: String,
    /// Its record's first slot.
    pub at: Address,
    /// Every entry for it.
    pub entries: Vec<(EntryId, InstanceId)>,
}

/// What an instance is an instance of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A definition.
    Define(DefineId),
    /// An entry.
    Entry(EntryId),
}

/// A definition or entry for given arguments.
#[derive(Debug)]
pub struct Instance {
    /// Of what.
    pub of: Source,
    /// How many arguments it takes when it is called; the others are built in.
    pub arity: u32,
    /// The number of each version, its body, and its body as people read it; of an entry only where no argument is left open.
    pub versions: Vec<(u32, NodeId, Option<LimbId>)>,
    /// Whether it is a least fixpoint.
    pub fixpoint: bool,
    /// Whether it is, or rests on, a least fixpoint, as far as is known.
    pub rests_on_fixpoint: bool,
}

/// A rule and its versions.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// In order of their lives.
    pub versions: Vec<RuleVersion>,
}

/// One version of a rule.
#[derive(Debug)]
pub struct RuleVersion {
    /// Its title.
    pub title: Option<String>,
    /// Which word began it.
    pub kind: RuleKind,
    /// Position of its regime.
    pub regime: usize,
    /// Its force.
    pub force: Force,
    /// When it is law.
    pub life: Life,
    /// The instrument that made it.
    pub instrument: Option<InstrumentId>,
    /// The amendments that made it read so, in the order in which they were applied.
    pub amended: Vec<AmendmentId>,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text.
    pub enacted: Vec<String>,
    /// Where its name stands.
    pub span: Span,
    /// When it applies, if nothing defeats it.
    pub condition: NodeId,
    /// `if`, if it has one.
    pub holds: Option<LimbId>,
    /// `unless`, each.
    pub unless: Vec<LimbId>,
    /// Under a letter: whether the actor is one of its addressees.
    pub addressed: Option<LimbId>,
    /// What it does.
    pub effects: Vec<Effect>,
    /// The lines that say so, in the order in which they are written.
    pub effect_lines: Vec<Span>,
    /// The rules it defeats when it applies, and how.
    pub defeats: Vec<(RuleId, Defeat, Span)>,
    /// The rules that defeat it by its own words: `subject to`.
    pub subject_to: Vec<(RuleId, Span)>,
}

impl RuleVersion {
    /// Whether it permits what other rules require or prohibit.
    pub fn permits(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Permits))
    }

    /// Whether an exception to it would permit anything.
    pub fn forbids(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::RequiresLicense(_) | Effect::Prohibits))
    }
}

/// In what way one rule defeats another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defeat {
    /// An exception permits what it required or prohibited.
    Permits,
    /// Another rule takes its place.
    Displaces,
    /// A norm of no lower force bars it.
    Bars,
}

/// What a rule does.
#[derive(Debug)]
pub enum Effect {
    /// A license is required.
    RequiresLicense(Option<String>),
    /// Applications under these rules are reviewed so.
    Reviews(Vec<RuleId>, Policy),
    /// May not be done.
    Prohibits,
    /// Permits what the rules it defeats required.
    Permits,
    /// Bars charges of a kind.
    BarsCharge(ChargeKind),
    /// Bars exceptions but for these.
    BarsExceptions(Vec<RuleId>),
    /// Money to be paid.
    Charges {
        /// How much.
        amount: NodeId,
        /// In which currency.
        unit: Unit,
        /// As what.
        kind: ChargeKind,
    },
    /// Something to do.
    Duty {
        /// What.
        verb: String,
        /// To whom.
        whom: String,
        /// What exactly.
        what: Option<String>,
        /// The day by which.
        due: Option<NodeId>,
    },
    /// A red flag.
    Flags(String),
    /// A fact taken as given while nobody has given it.
    Presumes {
        /// Which.
        fact: Address,
        /// What.
        value: NodeId,
        /// The words it was written in.
        span: Span,
    },
}

/// An entry and its versions, for explanations.
#[derive(Debug)]
pub struct Entry {
    /// Its code.
    pub code: Eccn,
    /// When each version is law, and the instrument that made it.
    pub versions: Vec<Dated>,
}

/// A definition and its versions, for explanations.
#[derive(Debug)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// When each version is law, and the instrument that made it.
    pub versions: Vec<Dated>,
}

/// A version in the abstract.
#[derive(Debug, Clone)]
pub struct Dated {
    /// Its title.
    pub title: Option<String>,
    /// When it is law.
    pub life: Life,
    /// The instrument that made it.
    pub instrument: Option<InstrumentId>,
    /// The amendments that made it read so, in the order in which they were applied.
    pub amended: Vec<AmendmentId>,
    /// What it cites.
    pub cites: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A group.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The enum whose alternatives are its members, if they are.
    pub list: Option<EnumId>,
    /// In order of their lives.
    pub versions: Vec<(Dated, Members)>,
}

/// Who is in a group.
#[derive(Debug)]
pub enum Members {
    /// Alternatives of an enum with so many words to a set.
    Codes(usize, Vec<(u32, Stretch)>),
    /// Constants of any other kind.
    Listed(Vec<(Member, Stretch)>),
    /// As another set.
    Set(SetId),
}

/// A named constant.
#[derive(Debug)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// In order of their lives.
    pub versions: Vec<(Dated, Vec<(Stretch, NodeId)>)>,
}

/// The rows of all tables, in the form of facts.
#[derive(Debug, Default)]
pub struct Tables {
    /// Every row's slots.
    pub slots: Vec<Slot>,
    /// Numbers in them that are too long for a slot.
    pub long: Vec<Number>,
    /// Every text in them.
    pub text: String,
    /// For each table, its record and its rows.
    pub tables: Arena<Table, tag::Table>,
    /// Cells that say nothing, in the order of their addresses.
    pub gaps: Vec<Gap>,
}

/// An empty cell of a column that is not optional.
#[derive(Debug)]
pub struct Gap {
    /// Where it lies.
    pub at: Address,
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The key of its row, if it has one.
    pub key: Option<String>,
    /// Where its row is written.
    pub span: Span,
}

/// The rows of a table.
#[derive(Debug)]
pub struct Table {
    /// What its rows are.
    pub record: RecordId,
    /// Its rows, where all are there on every day.
    pub always: Option<Rows>,
    /// Where they are not, each with its key and its days.
    pub dated: Vec<(Option<RowKey>, Address, Vec<Stretch>)>,
}

/// The rows of a table on some days.
#[derive(Debug, Default)]
pub struct Rows {
    /// The first slot of each.
    pub all: Vec<Address>,
    /// Rows by key, sorted.
    keys: Vec<(RowKey, Address)>,
}

impl Rows {
    /// No rows.
    pub const NONE: Self = Self { all: Vec::new(), keys: Vec::new() };

    /// Some rows, with their keys.
    pub fn new(rows: impl IntoIterator<Item = (Option<RowKey>, Address)>) -> Self {
        let mut made = Self::default();
        for (key, row) in rows {
            made.all.push(row);
            made.keys.extend(key.map(|key| (key, row)));
        }
        made.keys.sort();
        made
    }

    /// The row with a key.
    pub fn row(&self, key: &RowKey) -> Option<Address> {
        let at = self.keys.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
        self.keys.get(at).map(|(_, address)| *address)
    }
}
