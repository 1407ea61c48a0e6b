//! `dj2deb.toml` or `[tool.dj2deb]` as a layer; every value keeps its place in the file.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Error;
use super::key::{self, Key, Kind};
use super::layer::{Layer, Value};
use super::origin::Origin;
use crate::diagnose::Excerpt;
use crate::repository::{RepoPath, RepoSnapshot};

/// The file's layer; empty when nobody wrote one. Two files are an error, because either could be meant.
pub fn layer(snapshot: &RepoSnapshot) -> Result<Layer, Error> {
    let named: Vec<&RepoPath> = snapshot
        .texts
        .keys()
        .filter(|path| path.name() == "dj2deb.toml")
        .filter(|path| {
            path.parent().is_root() || path.parent().join("manage.py").is_ok_and(|manage| snapshot.contains(&manage))
        })
        .collect();
    if let [first, second, ..] = named.as_slice() {
        return Err(Error::TwoFiles { first: first.to_string(), second: second.to_string() });
    }
    let pyproject = RepoPath::root().join("pyproject.toml").ok().filter(|path| snapshot.contains(path));
    let tool = match &pyproject {
        Some(path) => read(snapshot, path, &["tool", "dj2deb"])?,
        None => None,
    };
    let own = match named.first() {
        Some(path) => read(snapshot, path, &[])?.map(|layer| (*path, layer)),
        None => None,
    };
    match (own, tool) {
        (Some((path, _)), Some(_)) => {
            Err(Error::TwoFiles { first: path.to_string(), second: "pyproject.toml, [tool.dj2deb]".to_owned() })
        }
        (Some((_, layer)), None) | (None, Some(layer)) => Ok(layer),
        (None, None) => Ok(Layer::default()),
    }
}

fn read(snapshot: &RepoSnapshot, path: &RepoPath, below: &[&str]) -> Result<Option<Layer>, Error> {
    let text = snapshot.text(path).ok_or_else(|| Error::Unreadable { path: path.to_string() })?;
    let document = DeTable::parse(text).map_err(|error| Error::Syntax {
        message: error.message().to_owned(),
        excerpt: Excerpt::of(path.as_str(), text, error.span().unwrap_or(0..0)),
    })?;
    let mut table = document.into_inner();
    for name in below {
        let found = table.into_iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value.into_inner());
        let Some(DeValue::Table(inner)) = found else { return Ok(None) };
        table = inner;
    }
    let reader = Reader { path: path.as_str(), text };
    let mut layer = Layer::default();
    for (name, value) in table {
        reader.top(&mut layer, &name, value)?;
    }
    Ok(Some(layer))
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn excerpt(&self, range: std::ops::Range<usize>) -> Excerpt {
        Excerpt::of(self.path, self.text, range)
    }

    /// A key at the top: a value, a table that is one value, or a table of keys.
    fn top(
        &self,
        layer: &mut Layer,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: Spanned<DeValue<'_>>,
    ) -> Result<(), Error> {
        if let Some(key) = key::find(name.get_ref()) {
            return self.say(layer, key, value);
        }
        let is_table = key::KEYS.iter().any(|key| key.name.split('.').next() == Some(name.get_ref().as_ref()));
        let range = value.span();
        match value.into_inner() {
            DeValue::Table(table) if is_table => {
                for (inner, value) in table {
                    let dotted = format!("{}.{}", name.get_ref(), inner.get_ref());
                    let key = key::find(&dotted).ok_or_else(|| self.unknown(&dotted, inner.span()))?;
                    self.say(layer, key, value)?;
                }
                Ok(())
            }
            _ if is_table => Err(self.wrong(name.get_ref(), "a table", range)),
            _ => Err(self.unknown(name.get_ref(), name.span())),
        }
    }

    fn say(&self, layer: &mut Layer, key: &'static Key, value: Spanned<DeValue<'_>>) -> Result<(), Error> {
        let range = value.span();
        let origin = Origin::File(self.excerpt(range.clone()));
        let value = match (key.kind, value.into_inner()) {
            (Kind::Text, DeValue::String(text)) => Value::Text(text.into_owned()),
            (Kind::Integer, DeValue::Integer(number)) => Value::Integer(
                u64::from_str_radix(number.as_str(), number.radix())
                    .map_err(|_| self.wrong(key.name, "a whole number, not negative", range))?,
            ),
            (Kind::List, DeValue::Array(items)) => {
                Value::List(items.into_iter().map(|item| self.text(key, item)).collect::<Result<_, _>>()?)
            }
            (Kind::Table, DeValue::Table(entries)) => Value::Table(
                entries
                    .into_iter()
                    .map(|(name, value)| Ok((name.into_inner().into_owned(), self.text(key, value)?)))
                    .collect::<Result<_, Error>>()?,
            ),
            (kind, _) => return Err(self.wrong(key.name, kind_name(kind), range)),
        };
        layer.say(key.name, value, origin);
        Ok(())
    }

    fn text(&self, key: &'static Key, value: Spanned<DeValue<'_>>) -> Result<String, Error> {
        let range = value.span();
        match value.into_inner() {
            DeValue::String(text) => Ok(text.into_owned()),
            _ => Err(self.wrong(key.name, kind_name(key.kind), range)),
        }
    }

    fn wrong(&self, name: &str, expected: &'static str, range: std::ops::Range<usize>) -> Error {
        Error::WrongType { key: name.to_owned(), expected, excerpt: self.excerpt(range) }
    }

    fn unknown(&self, name: &str, range: std::ops::Range<usize>) -> Error {
        Error::UnknownKey { key: name.to_owned(), nearest: key::nearest(name), excerpt: self.excerpt(range) }
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a text in quotes",
        Kind::List => "a list of texts",
        Kind::Integer => "a whole number",
        Kind::Table => "a table of texts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer_of(text: &str) -> Result<Layer, Error> {
        layer(&RepoSnapshot::of("x", &[("dj2deb.toml", text)]))
    }

    #[test]
    fn values_keep_their_place() {
        let layer =
            layer_of("name = \"shop\"\n[project]\nsettings = \"shop.live\"\n[environment]\nA = \"b\"\n").unwrap();
        let (value, origin) = layer.get("project.settings").unwrap();
        assert_eq!((value.to_string().as_str(), origin.to_string().as_str()), ("shop.live", "dj2deb.toml:3"));
        assert_eq!(layer.get("environment").unwrap().0.to_string(), "A=b");
    }

    #[test]
    fn an_unknown_key_is_an_error_with_the_nearest_match() {
        let Err(Error::UnknownKey { key, nearest, excerpt }) = layer_of("[project]\nsetings = \"x\"\n") else {
            panic!("an unknown key is an error")
        };
        assert_eq!((key.as_str(), nearest, excerpt.line), ("project.setings", Some("project.settings"), 2));
        assert!(matches!(layer_of("name = 3\n"), Err(Error::WrongType { .. })));
        assert!(matches!(layer_of("name = \n"), Err(Error::Syntax { .. })));
    }

    #[test]
    fn the_table_of_pyproject_counts_too_but_not_both() {
        let pyproject = ("pyproject.toml", "[tool.dj2deb]\nname = \"a\"\n");
        let one = layer(&RepoSnapshot::of("x", &[pyproject])).unwrap();
        assert_eq!(one.get("name").unwrap().1.to_string(), "pyproject.toml:2");
        let both = layer(&RepoSnapshot::of("x", &[pyproject, ("dj2deb.toml", "")]));
        assert!(matches!(both, Err(Error::TwoFiles { .. })));
    }
}
