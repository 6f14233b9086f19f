//! The policy in Lexport, run as a program would run it, with its answers in the words of the policy by hand.

use super::by_hand::{Decision, Outcome};
use lexport::decide::{Evaluator, Outcome as Verdict, Range, Scratch};
use lexport::facts::{Case, Reader};
use lexport::plan::{Epoch, Law, View};
use lexport::session::{Session, case_day};
use lexport::value::{Date, Truth};
use std::path::Path;

/// The policy, loaded from its file.
pub(crate) fn load() -> Law {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/policy.lxp");
    let mut session = Session::load(&path);
    let law = session.plan();
    law.unwrap_or_else(|| panic!("{:?}", session.take_findings()))
}

/// The bit of each rule of a law: `r01` is bit 0.
pub(crate) fn bits(law: &Law) -> Vec<u16> {
    law.rules.iter().map(|rule| 1 << (rule.name[1..].parse::<u16>().unwrap() - 1)).collect()
}

/// Everything that is made once and used for every shipment.
pub(crate) struct Policy<'l> {
    pub(crate) law: &'l Law,
    pub(crate) view: View<'l>,
    pub(crate) reader: Reader<'l>,
    pub(crate) scratch: Scratch,
    bits: Vec<u16>,
}

impl<'l> Policy<'l> {
    pub(crate) fn new(law: &'l Law) -> Self {
        let view = View::new(law);
        Self { law, view, reader: Reader::new(&law.layout), scratch: Scratch::new(), bits: bits(law) }
    }

    /// A shipment's facts.
    pub(crate) fn read(&self, json: &str, case: &mut Case) {
        assert!(self.reader.read(json, case).is_ok(), "{json}");
    }

    /// The day of a shipment: its own.
    pub(crate) fn day(&mut self, case: &Case) -> Date {
        case_day(self.law, &self.view, case, &mut self.scratch).unwrap()
    }

    /// The outcomes possible and the rules that hold, whatever else holds.
    #[inline]
    pub(crate) fn decide(&mut self, case: &Case) -> (Range, u16) {
        let day = self.day(case);
        let epoch = self.view.on(day);
        let range = Evaluator::new(self.law, epoch, case, &mut self.scratch).decide();
        (range, self.fired(epoch))
    }

    /// The same, with the answer to every limb of every rule in force.
    #[inline]
    pub(crate) fn traced(&mut self, case: &Case, trace: &mut Vec<Truth>) -> (Range, u16) {
        let day = self.day(case);
        let epoch = self.view.on(day);
        let mut evaluator = Evaluator::new(self.law, epoch, case, &mut self.scratch);
        let range = evaluator.decide();
        evaluator.trace(trace);
        (range, self.fired(epoch))
    }

    fn fired(&self, epoch: &Epoch) -> u16 {
        let mut fired = 0;
        for (active, holds) in epoch.rules.iter().zip(self.scratch.conditions()) {
            fired |= self.bits[active.rule.index()] * u16::from(holds.is_true());
        }
        fired
    }
}

/// The certain outcome in the words of the policy by hand, which names one exception, `r05` before `r06`.
pub(crate) fn outcome(range: Range, fired: u16) -> Option<Outcome> {
    let decision = match range.certain()? {
        Verdict::NoLicenseRequired => Decision::NoLicenseRequired,
        Verdict::LicenseRequired => Decision::LicenseRequired,
        Verdict::Authorized if fired & 1 << 4 != 0 => Decision::ExceptionNac,
        Verdict::Authorized => Decision::ExceptionLpp,
        Verdict::Prohibited => Decision::Prohibited,
    };
    Some(Outcome { decision, fired })
}

/// How grave a decision is, as the mapping of outcomes has it.
pub(crate) fn verdict(decision: Decision) -> Verdict {
    match decision {
        Decision::NoLicenseRequired => Verdict::NoLicenseRequired,
        Decision::LicenseRequired => Verdict::LicenseRequired,
        Decision::ExceptionNac | Decision::ExceptionLpp => Verdict::Authorized,
        Decision::Prohibited => Verdict::Prohibited,
    }
}
