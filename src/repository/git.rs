//! What git says of the commit that is packaged.

/// The state of the work tree at the moment of the build.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct GitDescription {
    /// The abbreviated hash of the commit.
    pub commit: String,
    /// The committer's time, seconds since 1970 UTC.
    pub time: i64,
    /// Who wrote the commit, as `Name <address>`.
    pub author: String,
    /// The nearest tag at or before this commit that looks like a version.
    pub tag: Option<String>,
    /// How many commits lie between the tag and this one.
    pub commits_since_tag: u64,
    /// Whether files differ from the commit or are new, ignored files aside.
    pub dirty: bool,
}
