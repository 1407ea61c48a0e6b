//! The table of tags, one file each.
//!
//! In: a name. Out: the tag. Not here: how tags are run.

mod bad_mode_or_owner;
mod build_path_in_file;
mod conffile_missing;
mod control_field_invalid;
mod database_in_package;
mod development_key_in_package;
mod directory_symlink_leaves_package;
mod editable_install;
mod foreign_architecture;
mod incomplete_maintainer_script;
mod installed_size_wrong;
mod junk_in_package;
mod md5sums_disagree;
mod missing_document;
mod missing_parent_directory;
#[cfg(test)]
mod samples;
mod secret_in_package;
mod special_file;
mod unversioned_interpreter;

use super::Error;
use super::tag::Tag;

/// Every tag, by name.
pub const TABLE: &[&Tag] = &[
    &bad_mode_or_owner::TAG,
    &build_path_in_file::TAG,
    &conffile_missing::TAG,
    &control_field_invalid::TAG,
    &database_in_package::TAG,
    &development_key_in_package::TAG,
    &directory_symlink_leaves_package::TAG,
    &editable_install::TAG,
    &foreign_architecture::TAG,
    &incomplete_maintainer_script::TAG,
    &installed_size_wrong::TAG,
    &junk_in_package::TAG,
    &md5sums_disagree::TAG,
    &missing_document::TAG,
    &missing_parent_directory::TAG,
    &secret_in_package::TAG,
    &special_file::TAG,
    &unversioned_interpreter::TAG,
];

/// The tag of that name.
pub fn by_name(name: &str) -> Result<&'static Tag, Error> {
    TABLE.iter().find(|tag| tag.name == name).copied().ok_or_else(|| Error::UnknownTag(name.to_owned()))
}

/// The tag that shares the most words with `name`.
pub fn nearest(name: &str) -> Option<&'static Tag> {
    let shared = |tag: &&&Tag| tag.name.split('-').filter(|word| name.contains(word)).count();
    TABLE.iter().filter(|tag| shared(tag) > 0).max_by_key(shared).copied()
}

/// Whether `bytes` hold `wanted`.
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(&first) = wanted.first() else { return false };
    let mut rest = bytes;
    while let Some(position) = rest.iter().position(|&byte| byte == first) {
        rest = &rest[position..];
        if rest.starts_with(wanted) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::tag::Check;
    use super::*;

    #[test]
    fn tags_are_sorted_documented_and_named_once() {
        assert!(TABLE.windows(2).all(|pair| pair[0].name < pair[1].name));
        for tag in TABLE {
            assert!(tag.summary.len() > 10 && tag.explanation.len() > 40 && !tag.reference.is_empty(), "{}", tag.name);
            assert!(matches!(tag.check, Check::File(_) | Check::Package(_)));
            assert_eq!(by_name(tag.name).unwrap().name, tag.name);
        }
        assert!(by_name("no-such-tag").is_err());
        assert_eq!(nearest("secret-in-file").map(|tag| tag.name), Some("secret-in-package"));
    }

    #[test]
    fn bytes_are_searched_whole() {
        assert!(holds(b"aab", b"ab") && holds(b"ab", b"ab") && !holds(b"a", b"ab") && !holds(b"a", b""));
    }
}
