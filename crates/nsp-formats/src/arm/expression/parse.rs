//! The grammar of template expressions: calls, texts, whole numbers, and members of what a call
//! gives.

/// An expression; `source` is its own text.
#[derive(Debug, PartialEq)]
pub(super) enum Expression<'s> {
    Text(String),
    Number(i64),
    Call {
        name: &'s str,
        arguments: Vec<Expression<'s>>,
        source: &'s str,
    },
    /// `OF.name[index]`, from the first to the last; a name is a text.
    Member {
        of: Box<Expression<'s>>,
        path: Vec<Expression<'s>>,
        source: &'s str,
    },
}

/// Calls within calls; deeper ones are not Azure's.
const DEPTH: usize = 64;

/// `None` where the text is no expression.
pub(super) fn parse(source: &str) -> Option<Expression<'_>> {
    let mut parser = Parser { source, at: 0 };
    let expression = parser.expression(DEPTH)?;
    parser.space();
    (parser.at == source.len()).then_some(expression)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Parser<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, c: char) -> bool {
        self.space();
        let eaten = self.rest().starts_with(c);
        if eaten {
            self.at += c.len_utf8();
        }
        eaten
    }

    fn expression(&mut self, depth: usize) -> Option<Expression<'s>> {
        let depth = depth.checked_sub(1)?;
        self.space();
        let start = self.at;
        let first = self.rest().chars().next()?;
        let expression = if first == '\'' {
            Expression::Text(self.text()?)
        } else if first == '-' || first.is_ascii_digit() {
            Expression::Number(self.word(|c| c == '-' || c.is_ascii_digit()).parse().ok()?)
        } else {
            let name = self.word(|c| c == '_' || c == '.' || c.is_ascii_alphanumeric());
            if name.is_empty() || !self.eat('(') {
                return None;
            }
            let arguments = self.arguments(depth)?;
            let source = self.source.get(start..self.at)?;
            Expression::Call { name, arguments, source }
        };
        let mut path = Vec::new();
        while let Some(member) = self.member(depth)? {
            path.push(member);
        }
        if path.is_empty() {
            return Some(expression);
        }
        let source = self.source.get(start..self.at)?;
        Some(Expression::Member { of: Box::new(expression), path, source })
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Expression<'s>>> {
        let mut arguments = Vec::new();
        if self.eat(')') {
            return Some(arguments);
        }
        loop {
            arguments.push(self.expression(depth)?);
            if self.eat(')') {
                return Some(arguments);
            }
            if !self.eat(',') {
                return None;
            }
        }
    }

    /// `.name` or `[index]`, if one follows; `None` where it begins like one and is none.
    fn member(&mut self, depth: usize) -> Option<Option<Expression<'s>>> {
        let before = self.at;
        if self.eat('.') {
            let name = self.word(|c| c == '_' || c.is_ascii_alphanumeric());
            return (!name.is_empty()).then(|| Some(Expression::Text(name.to_owned())));
        }
        if self.eat('[') {
            let index = self.expression(depth)?;
            return self.eat(']').then_some(Some(index));
        }
        self.at = before;
        Some(None)
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// A text in single quotes, which are doubled within.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut rest = self.rest().strip_prefix('\'')?;
        loop {
            let (part, after) = rest.split_once('\'')?;
            text.push_str(part);
            match after.strip_prefix('\'') {
                Some(more) => {
                    text.push('\'');
                    rest = more;
                }
                None => {
                    self.at = self.source.len() - after.len();
                    return Some(text);
                }
            }
        }
    }
}
