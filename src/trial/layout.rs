//! Owners and modes on the server, compared with a table: each path that is there has a row, each row has a path.
//!
//! In: the table, and `find`'s list of what is there. Out: the differences, a line each.
//!
//! A row is `PATH OWNER:GROUP MODE KIND` with `find`'s letter as kind, and `| OWNER:GROUP MODE KIND` for what is as good. In a path `*` stands for a part of a name, `**` for anything
//! below; the first row that fits decides. A `?` before the path says that it may be missing.

/// What `find` prints for a path: the form that [`differences`] reads.
pub const FIND: &str = r"-printf '%p %u:%g %m %y\n'";

/// The roots of the table: where `find` looks.
pub fn roots(table: &str) -> Vec<&str> {
    table.lines().filter_map(|line| line.strip_prefix("root ")).map(str::trim).collect()
}

/// What differs between the table and the list.
pub fn differences(table: &str, found: &str) -> Vec<String> {
    let mut rows: Vec<(Row, usize)> = table.lines().filter_map(Row::parse).map(|row| (row, 0)).collect();
    let mut differences = Vec::new();
    for line in found.lines().filter(|line| !line.is_empty()) {
        let (path, facts) = split(line);
        match rows.iter_mut().find(|(row, _)| fits(row.pattern, path)) {
            None => differences.push(format!("{path} is not in the table ({facts})")),
            Some((row, times)) => {
                *times += 1;
                if !row.facts.split('|').any(|allowed| allowed.trim() == facts) {
                    differences.push(format!("{path} is {facts}, the table says {}", row.facts));
                }
            }
        }
    }
    let missing = rows.iter().filter(|(row, times)| *times == 0 && !row.optional);
    differences.extend(missing.map(|(row, _)| format!("{} is missing", row.pattern)));
    differences
}

struct Row<'a> {
    pattern: &'a str,
    facts: &'a str,
    optional: bool,
}

impl<'a> Row<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let line = line.trim();
        let optional = line.starts_with('?');
        let line = line.trim_start_matches('?').trim_start();
        if !line.starts_with('/') {
            return None;
        }
        let (pattern, facts) = line.split_once(' ')?;
        Some(Self { pattern, facts: facts.trim(), optional })
    }
}

/// A line of `find`: the path may hold blanks, the three facts do not.
fn split(line: &str) -> (&str, &str) {
    let at = line.rmatch_indices(' ').nth(2).map_or(line.len(), |(at, _)| at);
    (&line[..at], line[at..].trim())
}

/// Whether `path` is what `pattern` describes.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.find('*') {
        None => pattern == path,
        Some(at) => {
            let deep = pattern[at..].starts_with("**");
            let Some(rest) = path.strip_prefix(&pattern[..at]) else { return false };
            let after = &pattern[at + if deep { 2 } else { 1 }..];
            let reach = if deep { rest.len() } else { rest.find('/').unwrap_or(rest.len()) };
            (0..=reach).filter(|&end| rest.is_char_boundary(end)).any(|end| fits(after, &rest[end..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "root /etc/x\n/etc/x root:u 750 d\n/etc/x/*.py root:u 640 f\n? /etc/x/seldom root:u 640 f\n/etc/x/deep/** u:u 755 d | u:u 644 f\n";

    #[test]
    fn a_list_like_the_table_has_no_difference() {
        let found = "/etc/x root:u 750 d\n/etc/x/a b.py root:u 640 f\n/etc/x/deep/a/b u:u 644 f\n";
        assert_eq!(differences(TABLE, found), Vec::<String>::new());
        assert_eq!(roots(TABLE), ["/etc/x"]);
    }

    #[test]
    fn other_modes_missing_and_unknown_paths_are_told() {
        let found = "/etc/x root:u 755 d\n/etc/x/deep/a u:u 644 f\n/etc/x/y root:u 640 f\n";
        let expected = [
            "/etc/x is root:u 755 d, the table says root:u 750 d",
            "/etc/x/y is not in the table (root:u 640 f)",
            "/etc/x/*.py is missing",
        ];
        assert_eq!(differences(TABLE, found), expected);
    }
}
