//! The embedded templates by id, and rendering: strict, never HTML-escaped.
//!
//! In: a template's id and one serializable context. Out: text. Not here: the helpers, and which fragments a script has.

use handlebars::{Handlebars, no_escape};
use serde::Serialize;
use serde_json::Value;

use super::fragment::{FragmentId, Frame};
use super::helpers;

/// A template that could not be rendered: always a mistake of dj2deb.
#[derive(Debug, thiserror::Error)]
#[error("the template `{template}` could not be rendered")]
pub struct Error {
    pub template: &'static str,
    #[source]
    pub cause: Box<dyn std::error::Error + Send + Sync>,
}

macro_rules! templates {
    ($($id:ident => $file:literal,)*) => {
        /// A file of `debian-templates/` that is filled in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TemplateId { $($id,)* }

        impl TemplateId {
            pub const EVERY: &[Self] = &[$(Self::$id,)*];

            /// Its path below `debian-templates/`.
            pub fn file(self) -> &'static str {
                match self { $(Self::$id => $file,)* }
            }

            /// The text before it is filled in.
            pub fn text(self) -> &'static str {
                match self { $(Self::$id => include_str!(concat!("../../debian-templates/", $file)),)* }
            }
        }
    };
}

templates! {
    Control => "control.hbs",
    Changelog => "changelog.hbs",
    Copyright => "copyright.hbs",
    ReadmeDebian => "README.Debian.hbs",
    LintianOverrides => "lintian-overrides.hbs",
    DebconfTemplates => "templates.hbs",
    Triggers => "triggers.hbs",
    Service => "service.hbs",
    NextService => "next.service.hbs",
    SetupService => "setup.service.hbs",
    Socket => "socket.hbs",
    Tmpfiles => "tmpfiles.hbs",
    Cron => "cron.d.hbs",
    Logrotate => "logrotate.hbs",
    Nginx => "nginx.hbs",
    Settings => "settings.py.hbs",
    Environment => "environment.hbs",
    PCtl => "p-ctl.hbs",
    ManualPage => "man.hbs",
    Completion => "completion.hbs",
    Recovery => "RECOVERY.md.hbs",
    DuplyConf => "duply/conf.hbs",
    DuplyExclude => "duply/exclude.hbs",
    DuplyPre => "duply/pre.hbs",
    Serve => "runtime/serve.hbs",
    Project => "runtime/project.py.hbs",
}

/// Fills a template with the context that is made for it.
pub fn render<C: Serialize>(template: TemplateId, context: &C) -> Result<String, Error> {
    fill(template.file(), template.text(), context)
}

/// A whole script: the frame with the fragments, in the order given, each between comments that name it.
pub fn script<C: Serialize>(frame: Frame, fragments: &[FragmentId], context: &C) -> Result<String, Error> {
    let failed = |cause: serde_json::Error| Error { template: frame.file(), cause: Box::new(cause) };
    let mut value = serde_json::to_value(context).map_err(failed)?;
    let text = fragments.iter().flat_map(|fragment| {
        let name = fragment.name();
        ["\n# ", name, " {\n", fragment.text(), "# } ", name, "\n"]
    });
    let text = text.collect::<String>();
    if let Value::Object(fields) = &mut value {
        fields.insert("fragments".to_owned(), Value::String(text));
    }
    fill(frame.file(), frame.text(), &value)
}

fn fill<C: Serialize>(name: &'static str, text: &str, context: &C) -> Result<String, Error> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    engine.register_escape_fn(no_escape);
    helpers::register(&mut engine);
    engine.render_template(text, context).map_err(|cause| Error { template: name, cause: Box::new(cause) })
}

#[cfg(test)]
mod tests {
    use super::super::context::sample;
    use super::super::fragment::sequence;
    use super::super::{Database, WebServer};
    use super::*;
    use std::collections::BTreeSet;

    /// Every name that a template mentions outside of `each` blocks' `this`.
    fn identifiers(text: &str) -> BTreeSet<String> {
        text.split("{{")
            .skip(1)
            .filter_map(|rest| rest.split("}}").next())
            .flat_map(|tag| {
                tag.trim_start_matches(['#', '/']).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
            })
            .filter(|word| !word.starts_with('"') && !helpers::NAMES.contains(&word.as_str()))
            .collect()
    }

    #[test]
    fn every_identifier_of_a_template_is_in_its_context() {
        for template in TemplateId::EVERY {
            let context = sample::context(*template);
            for name in identifiers(template.text()) {
                let field = name.strip_prefix("@root.").unwrap_or(&name);
                if field != "this" && !field.starts_with("this.") {
                    assert!(context.get(field).is_some(), "{}: `{name}` is not in the context", template.file());
                }
            }
            render(*template, &context).unwrap();
        }
    }

    #[test]
    fn scripts_hold_their_fragments_and_no_condition_of_the_template() {
        for frame in Frame::EVERY {
            assert!(!frame.text().contains("{{#"), "{}", frame.file());
            let fragments = sequence(frame, Database::Sqlite, WebServer::Nginx);
            let text = script(frame, &fragments, &sample::site()).unwrap();
            assert!(text.starts_with("#!/bin/sh\n") && !text.contains("{{"), "{}", frame.file());
            for fragment in fragments {
                assert!(text.contains(fragment.text()), "{}", fragment.name());
            }
        }
    }
}
