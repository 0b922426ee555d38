//! What a condition says about which parameters are filled in.

use super::Known;
use crate::lang::ir::{Condition, Operand, Sign};

/// Returns the names that must be filled in for a condition to hold, or not to.
pub(super) fn filled_if(condition: &Condition, holds: bool) -> Known {
    let every = |list: &[Condition]| list.iter().flat_map(|part| filled_if(part, holds)).collect();
    let common = |list: &[Condition]| {
        list.iter()
            .map(|part| filled_if(part, holds))
            .reduce(|a, b| a.intersection(&b).cloned().collect())
            .unwrap_or_default()
    };
    let names = |operands: &[&Operand]| {
        operands
            .iter()
            .filter_map(|operand| match operand {
                Operand::Name(name) => Some(name.clone()),
                Operand::Value(_) => None,
            })
            .collect()
    };
    match (condition, holds) {
        (Condition::Filled(name), true) => Known::from([name.clone()]),
        // Equal to a fixed value, or as a required one: an unequal pair may both be missing.
        (Condition::Compare(left, Sign::Equal, Operand::Value(_)) | Condition::In(left, _), true)
        | (Condition::Compare(left, Sign::Unequal, Operand::Value(_)), false) => names(&[left]),
        (Condition::Compare(left, sign, right), true) if *sign != Sign::Unequal => names(&[left, right]),
        (Condition::Compare(left, Sign::Unequal, right), false) => names(&[left, right]),
        (Condition::Not(inner), _) => filled_if(inner, !holds),
        (Condition::All(list), true) | (Condition::Any(list), false) => every(list),
        (Condition::All(list), false) | (Condition::Any(list), true) => common(list),
        _ => Known::new(),
    }
}
