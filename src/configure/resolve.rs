//! The first layer that speaks wins; what the others said is remembered.

use std::collections::BTreeMap;

use super::layer::{Layer, Value};
use super::origin::Sourced;

/// Every key that some layer speaks of.
#[derive(Clone, Debug, Default)]
pub struct Resolved(BTreeMap<&'static str, Sourced<Value>>);

impl Resolved {
    pub fn get(&self, name: &str) -> Option<&Sourced<Value>> {
        self.0.get(name)
    }

    /// The keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Sourced<Value>)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

/// Merges layers, strongest first.
pub(super) fn resolve<'a>(layers: impl Iterator<Item = &'a Layer>) -> Resolved {
    let mut resolved: BTreeMap<&'static str, Sourced<Value>> = BTreeMap::new();
    for layer in layers {
        for (name, (value, origin)) in &layer.0 {
            match resolved.get_mut(name) {
                Some(known) => known.shadowed.push((value.clone(), origin.clone())),
                None => {
                    resolved
                        .insert(name, Sourced { value: value.clone(), origin: origin.clone(), shadowed: Vec::new() });
                }
            }
        }
    }
    Resolved(resolved)
}
