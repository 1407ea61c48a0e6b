//! A Python expression as far as it can be read without running it.

use std::collections::BTreeMap;

use ruff_python_ast::{CmpOp, Expr, Number, Operator, UnaryOp};
use ruff_text_size::Ranged;

/// What an expression says literally; everything that only running would tell is [`Value::Other`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(String),
    Flag(bool),
    None,
    /// A list, tuple or set.
    List(Vec<Value>),
    Dict(Vec<(Value, Value)>),
    /// `os.environ.get("X", "y")`; `line` counts from 1. A method of what is no name (`env("X").split(",")`) is called
    /// `.split`, and what stands before the dot is the last argument.
    Call {
        function: String,
        arguments: Vec<Value>,
        keywords: BTreeMap<String, Value>,
        line: usize,
    },
    /// `os.environ["X"]`.
    Item {
        of: Box<Value>,
        key: Box<Value>,
        line: usize,
    },
    /// A dotted name.
    Name(String),
    /// `not …`
    Not(Box<Value>),
    /// `==` and `in` affirm, `!=` and `not in` deny.
    Comparison {
        sense: Sense,
        sides: Vec<Value>,
    },
    /// The operands of an operator, an f-string, a condition: read for what they mention.
    Compound(Vec<Value>),
    Other,
}

/// Whether a comparison asks for what it names, or for anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Affirmed,
    Denied,
}

impl Value {
    /// Reads `expression`; `line_of` gives the line of an offset.
    pub fn of(expression: &Expr, line_of: &dyn Fn(usize) -> usize) -> Self {
        let many = |items: &[Expr]| items.iter().map(|item| Self::of(item, line_of)).collect();
        let line = || line_of(expression.range().start().to_usize());
        match expression {
            Expr::StringLiteral(text) => Self::Text(text.value.to_str().to_owned()),
            Expr::NumberLiteral(number) => Self::Number(number_text(&number.value)),
            Expr::BooleanLiteral(flag) => Self::Flag(flag.value),
            Expr::NoneLiteral(_) => Self::None,
            Expr::List(list) => Self::List(many(&list.elts)),
            Expr::Tuple(tuple) => Self::List(many(&tuple.elts)),
            Expr::Set(set) => Self::List(many(&set.elts)),
            Expr::Dict(dict) => Self::Dict(
                dict.items
                    .iter()
                    .map(|item| {
                        let key = item.key.as_ref().map_or(Self::Other, |key| Self::of(key, line_of));
                        (key, Self::of(&item.value, line_of))
                    })
                    .collect(),
            ),
            Expr::Name(_) | Expr::Attribute(_) => dotted(expression).map_or_else(
                || match expression {
                    Expr::Attribute(attribute) => Self::Compound(vec![Self::of(&attribute.value, line_of)]),
                    _ => Self::Other,
                },
                Self::Name,
            ),
            Expr::Call(call) => Self::of_call(call, line(), line_of),
            Expr::Subscript(item) => Self::Item {
                of: Box::new(Self::of(&item.value, line_of)),
                key: Box::new(Self::of(&item.slice, line_of)),
                line: line(),
            },
            Expr::BinOp(operation) => Self::of_sum(operation, line_of),
            Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => {
                Self::Not(Box::new(Self::of(&operation.operand, line_of)))
            }
            Expr::Compare(comparison) => Self::Comparison {
                sense: match comparison.ops.first() {
                    Some(CmpOp::NotEq | CmpOp::NotIn | CmpOp::IsNot) => Sense::Denied,
                    _ => Sense::Affirmed,
                },
                sides: std::iter::once(comparison.left.as_ref())
                    .chain(&comparison.comparators)
                    .map(|side| Self::of(side, line_of))
                    .collect(),
            },
            other => Self::Compound(operands(other).iter().map(|operand| Self::of(operand, line_of)).collect())
                .unless_empty(),
        }
    }

    fn of_call(call: &ruff_python_ast::ExprCall, line: usize, line_of: &dyn Fn(usize) -> usize) -> Self {
        let mut arguments: Vec<_> = call.arguments.args.iter().map(|item| Self::of(item, line_of)).collect();
        let function = dotted(&call.func).unwrap_or_else(|| match call.func.as_ref() {
            Expr::Attribute(method) => {
                arguments.push(Self::of(&method.value, line_of));
                format!(".{}", method.attr.as_str())
            }
            _ => String::new(),
        });
        let keyword = |keyword: &ruff_python_ast::Keyword| {
            let name = keyword.arg.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default();
            (name, Self::of(&keyword.value, line_of))
        };
        let keywords = call.arguments.keywords.iter().map(keyword).collect();
        Self::Call { function, arguments, keywords, line }
    }

    /// Texts and lists that are added up are one text or list.
    fn of_sum(operation: &ruff_python_ast::ExprBinOp, line_of: &dyn Fn(usize) -> usize) -> Self {
        let (left, right) = (Self::of(&operation.left, line_of), Self::of(&operation.right, line_of));
        match (operation.op, left, right) {
            (Operator::Add, Self::Text(left), Self::Text(right)) => Self::Text(left + &right),
            (Operator::Add, Self::List(left), Self::List(right)) => Self::List([left, right].concat()),
            (_, left, right) => Self::Compound(vec![left, right]),
        }
    }

    fn unless_empty(self) -> Self {
        if self == Self::Compound(Vec::new()) { Self::Other } else { self }
    }

    /// The text of a string literal.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The value under a key of a dictionary literal.
    pub fn entry(&self, name: &str) -> Option<&Self> {
        let Self::Dict(items) = self else { return None };
        items.iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value)
    }

    /// Calls `visit` with this value and every value inside it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::List(items) | Self::Compound(items) | Self::Comparison { sides: items, .. } => {
                for item in items {
                    item.walk(visit);
                }
            }
            Self::Not(inner) => inner.walk(visit),
            Self::Dict(items) => items.iter().for_each(|(key, value)| {
                key.walk(visit);
                value.walk(visit);
            }),
            Self::Call { arguments, keywords, .. } => {
                arguments.iter().chain(keywords.values()).for_each(|argument| argument.walk(visit));
            }
            Self::Item { of, key, .. } => {
                of.walk(visit);
                key.walk(visit);
            }
            _ => {}
        }
    }
}

/// The expressions inside one whose value only running would tell.
fn operands(expression: &Expr) -> Vec<&Expr> {
    match expression {
        Expr::BoolOp(operation) => operation.values.iter().collect(),
        Expr::UnaryOp(operation) => vec![&operation.operand],
        Expr::If(condition) => vec![&condition.body, &condition.orelse, &condition.test],
        Expr::Starred(starred) => vec![&starred.value],
        Expr::ListComp(comprehension) => comprehension.generators.iter().map(|generator| &generator.iter).collect(),
        _ => Vec::new(),
    }
}

/// `a.b.c` of names and attributes.
pub fn dotted(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => Some(format!("{}.{}", dotted(&attribute.value)?, attribute.attr.as_str())),
        _ => None,
    }
}

fn number_text(number: &Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
        Number::Complex { .. } => String::new(),
    }
}
