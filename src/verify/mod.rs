//! Sixth stage: the finished bytes are read back and judged.
//!
//! In: the bytes of any `.deb`. Out: a [`Verdict`]. Pure. Not here: the plan, the stage and the writer, which this
//! stage must not know.

pub mod contents;
pub mod error;
pub mod finding;
pub mod shares;
pub mod tag;
pub mod tags;

use std::cmp::Reverse;
use std::io::Read;

pub use error::Error;
pub use finding::{Finding, Severity, Verdict};

use contents::PackageContents;
use tag::Check;

/// What is known about how the package was built.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Paths of the building machine that no file may hold, long enough to mean only themselves.
    pub forbidden_paths: Vec<String>,
}

/// Runs every tag over a package.
pub fn verify(deb: impl Read, options: &Options) -> Result<Verdict, Error> {
    examine(deb, options).map(|(verdict, _)| verdict)
}

/// As [`verify`], and returns what was read as well.
pub fn examine(deb: impl Read, options: &Options) -> Result<(Verdict, PackageContents), Error> {
    let mut findings = Vec::new();
    let contents = contents::read(deb, |file| {
        for tag in tags::TABLE {
            if let Check::File(check) = tag.check {
                let place = file.path.to_owned();
                findings.extend(check(file, options).into_iter().map(|detail| Finding {
                    tag,
                    place: place.clone(),
                    detail,
                }));
            }
        }
    })?;
    for tag in tags::TABLE {
        if let Check::Package(check) = tag.check {
            let finding = |problem: tag::Problem| Finding { tag, place: problem.place, detail: problem.detail };
            findings.extend(check(&contents).into_iter().map(finding));
        }
    }
    findings.sort_by(|left, right| {
        let key = |finding: &Finding| (Reverse(finding.tag.severity), finding.tag.name);
        key(left).cmp(&key(right)).then_with(|| left.place.cmp(&right.place))
    });
    let verdict = Verdict { findings, tags: tags::TABLE.len(), entries: contents.entries.len() };
    Ok((verdict, contents))
}
