//! A Python module as a flat list of the statements that discovery cares for. Parsed, never run.

use ruff_python_ast::{ExceptHandler, Expr, Stmt};
use ruff_text_size::Ranged;

use super::error::Error;
use super::python_value::{Value, dotted};
use crate::diagnose::Excerpt;
use crate::repository::RepoPath;

/// A statement, wherever in the module it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `NAME = …` or `NAME: type = …`; `target` may be dotted.
    Assign { target: String, value: Value, line: usize },
    /// `NAME += …`.
    Extend { target: String, value: Value, line: usize },
    /// `of[key] = …`.
    AssignItem { of: String, key: Value, value: Value, line: usize },
    /// An expression that stands alone, most often a call.
    Expression { value: Value, line: usize },
    /// `from MODULE import NAMES`; `level` counts leading dots.
    ImportFrom { module: String, level: u32, names: Vec<String>, line: usize },
}

/// The parsed module.
#[derive(Clone, Debug)]
pub struct PythonSource {
    pub path: RepoPath,
    pub statements: Vec<Statement>,
    /// First and last lines of the blocks that run only under a condition, or whose errors are caught.
    conditional: Vec<(usize, usize)>,
}

impl PythonSource {
    /// Parses `text`; a syntax error names the line.
    pub fn parse(path: &RepoPath, text: &str) -> Result<Self, Error> {
        let parsed = ruff_python_parser::parse_module(text).map_err(|error| Error::Syntax {
            message: error.error.to_string(),
            excerpt: Excerpt::of(
                path.as_str(),
                text,
                error.location.start().to_usize()..error.location.end().to_usize(),
            ),
        })?;
        let starts: Vec<usize> = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1))
            .collect();
        let line_of = move |offset: usize| starts.partition_point(|start| *start <= offset);
        let mut statements = Vec::new();
        flatten(&parsed.syntax().body, &line_of, &mut statements);
        let mut conditional = Vec::new();
        collect_conditional(&parsed.syntax().body, &line_of, &mut conditional);
        Ok(Self { path: path.clone(), statements, conditional })
    }

    /// Whether the line may not run at every import, or may fail without harm.
    pub fn is_conditional(&self, line: usize) -> bool {
        self.conditional.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }

    /// The last assignment to a plain name, with its line: later ones win, as in Python.
    pub fn assigned(&self, name: &str) -> Option<(&Value, usize)> {
        self.statements.iter().rev().find_map(|statement| match statement {
            Statement::Assign { target, value, line } if target == name => Some((value, *line)),
            _ => None,
        })
    }
}

fn flatten(body: &[Stmt], line_of: &dyn Fn(usize) -> usize, found: &mut Vec<Statement>) {
    for statement in body {
        let line = line_of(statement.range().start().to_usize());
        let value_of = |expression: &Expr| Value::of(expression, line_of);
        match statement {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    found.extend(assignment(target, value_of(&assign.value), line, line_of));
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    found.extend(assignment(&assign.target, value_of(value), line, line_of));
                }
            }
            Stmt::AugAssign(assign) => {
                if let Some(target) = dotted(&assign.target) {
                    found.push(Statement::Extend { target, value: value_of(&assign.value), line });
                }
            }
            Stmt::Expr(expression) => found.push(Statement::Expression { value: value_of(&expression.value), line }),
            Stmt::ImportFrom(import) => found.push(Statement::ImportFrom {
                module: import.module.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
                level: import.level,
                names: import.names.iter().map(|alias| alias.name.as_str().to_owned()).collect(),
                line,
            }),
            compound => flatten_blocks(compound, line_of, found),
        }
    }
}

/// The blocks of a compound statement, and the expressions in its head.
fn flatten_blocks(statement: &Stmt, line_of: &dyn Fn(usize) -> usize, found: &mut Vec<Statement>) {
    let head = |expression: &Expr, found: &mut Vec<Statement>| {
        let line = line_of(expression.range().start().to_usize());
        found.push(Statement::Expression { value: Value::of(expression, line_of), line });
    };
    match statement {
        Stmt::FunctionDef(function) => flatten(&function.body, line_of, found),
        Stmt::For(block) => flatten(&block.body, line_of, found),
        Stmt::With(block) => flatten(&block.body, line_of, found),
        Stmt::If(block) => {
            head(&block.test, found);
            flatten(&block.body, line_of, found);
            for clause in &block.elif_else_clauses {
                if let Some(test) = &clause.test {
                    head(test, found);
                }
                flatten(&clause.body, line_of, found);
            }
        }
        Stmt::Try(block) => {
            flatten(&block.body, line_of, found);
            for ExceptHandler::ExceptHandler(handler) in &block.handlers {
                flatten(&handler.body, line_of, found);
            }
            flatten(&block.orelse, line_of, found);
            flatten(&block.finalbody, line_of, found);
        }
        _ => {}
    }
}

/// The bodies of `if`, `try` and functions; what lies deeper in them is inside the same lines.
fn collect_conditional(body: &[Stmt], line_of: &dyn Fn(usize) -> usize, found: &mut Vec<(usize, usize)>) {
    for statement in body {
        if !matches!(statement, Stmt::If(_) | Stmt::Try(_) | Stmt::FunctionDef(_)) {
            continue;
        }
        let first = line_of(statement.range().start().to_usize());
        // The head of an `if` always runs.
        let head = usize::from(matches!(statement, Stmt::If(_)));
        found.push((first + head, line_of(statement.range().end().to_usize())));
    }
}

fn assignment(target: &Expr, value: Value, line: usize, line_of: &dyn Fn(usize) -> usize) -> Option<Statement> {
    if let Some(target) = dotted(target) {
        return Some(Statement::Assign { target, value, line });
    }
    let Expr::Subscript(item) = target else { return None };
    Some(Statement::AssignItem { of: dotted(&item.value)?, key: Value::of(&item.slice, line_of), value, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_found_in_functions_and_branches_with_their_lines() {
        let text =
            "import os\n\ndef main():\n    if x:\n        os.environ['A'] = 'b'\n    os.environ.setdefault('C', 'd')\n";
        let source = PythonSource::parse(&"manage.py".parse().unwrap(), text).unwrap();
        assert!(source.statements.iter().any(|statement| matches!(
            statement,
            Statement::AssignItem { of, line: 5, .. } if of == "os.environ"
        )));
        assert!(source.statements.iter().any(|statement| matches!(
            statement,
            Statement::Expression { value: Value::Call { function, .. }, line: 6 } if function == "os.environ.setdefault"
        )));
    }

    #[test]
    fn a_syntax_error_names_file_and_line() {
        let error = PythonSource::parse(&"a.py".parse().unwrap(), "x = 1\ny = (\n").unwrap_err();
        let Error::Syntax { excerpt, .. } = error else { panic!("a syntax error") };
        assert_eq!(excerpt.file, "a.py");
        assert!(excerpt.line >= 2);
    }
}
