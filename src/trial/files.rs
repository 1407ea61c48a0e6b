//! The scenarios and files that the program carries, from `tests/scenarios/`.

use super::Error;
use super::scenario::Scenario;

/// The scenarios of `dj2deb test`, in the order in which they run.
const SCENARIOS: [(&str, &str); 5] = [
    ("install", include_str!("../../tests/scenarios/install.scenario")),
    ("pages", include_str!("../../tests/scenarios/pages.scenario")),
    ("upgrade", include_str!("../../tests/scenarios/upgrade.scenario")),
    ("remove", include_str!("../../tests/scenarios/remove.scenario")),
    ("purge", include_str!("../../tests/scenarios/purge.scenario")),
];

/// What scenarios put into a machine, send in forms, or compare with.
const FILES: [(&str, &[u8]); 7] = [
    ("apt", include_bytes!("../../tests/scenarios/files/apt")),
    ("kettle.png", include_bytes!("../../tests/scenarios/files/kettle.png")),
    ("layout", include_bytes!("../../tests/scenarios/files/layout")),
    ("look", include_bytes!("../../tests/scenarios/files/look")),
    ("poll.py", include_bytes!("../../tests/scenarios/files/poll.py")),
    ("sample.txt", include_bytes!("../../tests/scenarios/files/sample.txt")),
    ("verbs", include_bytes!("../../tests/scenarios/files/verbs")),
];

/// Every scenario that the program carries.
pub fn scenarios() -> Result<Vec<Scenario>, Error> {
    SCENARIOS.iter().map(|(name, text)| Scenario::parse(name, text)).collect()
}

/// The content of a file that scenarios name.
pub fn content(name: &str) -> Result<Vec<u8>, Error> {
    let known = FILES.iter().find(|(known, _)| *known == name);
    known.map(|(_, content)| content.to_vec()).ok_or_else(|| Error::UnknownFile {
        name: name.to_owned(),
        known: FILES.iter().map(|(known, _)| (*known).to_owned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_carried_scenario_reads_and_follows_a_known_one() {
        let scenarios = scenarios().unwrap();
        for (index, scenario) in scenarios.iter().enumerate() {
            assert!(!scenario.about.is_empty() && !scenario.steps.is_empty(), "{}", scenario.name);
            if let Some(after) = &scenario.after {
                assert!(scenarios[..index].iter().any(|earlier| earlier.name == *after), "{}", scenario.name);
            }
        }
    }
}
