//! Template expressions, as far as a document without a deployment can resolve them.
//!
//! Known are parameters with a default, variables, and a handful of functions over texts. What is
//! not known stays as its own text in brackets, the same wherever it stands, so that names that
//! are equal in the template are equal here.

mod parse;

use core::cell::Cell;

use serde_json::{Map, Value};

use parse::{Expression, parse};

/// Parameters and variables of one template.
pub(super) struct Scope<'t> {
    parameters: &'t Map<String, Value>,
    variables: &'t Map<String, Value>,
    /// What resolving may still cost, in values and stretches of text: defaults that multiply each
    /// other could otherwise cost any amount.
    budget: Cell<usize>,
}

/// A value, or a text with unresolved expressions in it.
struct Resolved {
    value: Value,
    symbolic: bool,
}

impl Resolved {
    fn known(value: Value) -> Self {
        Self { value, symbolic: false }
    }

    fn symbolic(source: &str) -> Self {
        Self { value: Value::String(format!("[{}]", source.trim())), symbolic: true }
    }

    fn text(&self) -> Option<String> {
        match &self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// Defaults and variables may refer to each other; a template that does so for ever is none.
const DEPTH: usize = 24;

/// Far more than any template that can be deployed costs.
const BUDGET: usize = 400_000;

impl<'t> Scope<'t> {
    pub(super) fn new(
        parameters: &'t Map<String, Value>,
        variables: &'t Map<String, Value>,
    ) -> Self {
        Self { parameters, variables, budget: Cell::new(BUDGET) }
    }

    /// A value with every expression in it resolved as far as that goes.
    ///
    /// Ids and names are resolved in part, so that they can be compared; any other text that is
    /// not resolved as a whole stays as it was written.
    pub(super) fn resolve(&self, value: &Value) -> Value {
        self.member("", value, DEPTH)
    }

    fn member(&self, name: &str, value: &Value, depth: usize) -> Value {
        match value {
            Value::String(text) => {
                let resolved = self.text(text, depth);
                let begins = |value: &Value| value.as_str().is_some_and(|it| it.starts_with('['));
                let names = matches!(name, "id" | "name" | "type" | "profile");
                if resolved.symbolic && !names && !begins(&resolved.value) {
                    return value.clone();
                }
                resolved.value
            }
            Value::Array(elements) => {
                elements.iter().map(|element| self.member(name, element, depth)).collect()
            }
            Value::Object(members) => {
                let resolve =
                    |(key, value): (&String, &Value)| (key.clone(), self.member(key, value, depth));
                Value::Object(members.iter().map(resolve).collect())
            }
            _ => value.clone(),
        }
    }

    fn text(&self, text: &str, depth: usize) -> Resolved {
        if let Some(literal) = text.strip_prefix("[[") {
            return Resolved::known(Value::String(format!("[{literal}")));
        }
        let Some(source) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
            return Resolved::known(Value::String(text.to_owned()));
        };
        parse(source).map_or_else(
            || Resolved::symbolic(source),
            |expression| self.evaluate(&expression, depth),
        )
    }

    fn evaluate(&self, expression: &Expression<'_>, depth: usize) -> Resolved {
        match expression {
            Expression::Text(text) => Resolved::known(Value::String(text.clone())),
            Expression::Number(number) => Resolved::known(Value::from(*number)),
            Expression::Unknown { source } => Resolved::symbolic(source),
            Expression::Call { name, arguments, source } => depth
                .checked_sub(1)
                .and_then(|depth| self.call(name, arguments, depth))
                .filter(|resolved| self.pay(weight(&resolved.value)))
                .unwrap_or_else(|| Resolved::symbolic(source)),
        }
    }

    fn pay(&self, cost: usize) -> bool {
        let rest = self.budget.get().checked_sub(cost);
        self.budget.set(rest.unwrap_or_default());
        rest.is_some()
    }

    fn call(&self, name: &str, arguments: &[Expression<'_>], depth: usize) -> Option<Resolved> {
        if !self.pay(1) {
            return None;
        }
        let mut values: Vec<Resolved> =
            arguments.iter().map(|argument| self.evaluate(argument, depth)).collect();
        match name.to_ascii_lowercase().as_str() {
            "parameters" => {
                let parameter = lookup(self.parameters, &values)?;
                self.whole(parameter.get("defaultValue")?, depth)
            }
            "variables" => self.whole(lookup(self.variables, &values)?, depth),
            "tolower" => match values.as_slice() {
                [one] if !one.symbolic => {
                    Some(Resolved::known(Value::String(one.text()?.to_lowercase())))
                }
                _ => None,
            },
            "concat" => concat(values),
            "format" if !values.is_empty() => {
                let pattern = values.remove(0);
                if pattern.symbolic { None } else { format(&pattern.text()?, &values) }
            }
            "resourceid" => resource_id(&values, 2),
            "subscriptionresourceid" => resource_id(&values, 1),
            _ => None,
        }
    }

    /// The value of a parameter or variable, which may itself be an expression.
    fn whole(&self, value: &Value, depth: usize) -> Option<Resolved> {
        let depth = depth.checked_sub(1)?;
        Some(match value {
            Value::String(text) => self.text(text, depth),
            other => Resolved::known(self.member("", other, depth)),
        })
    }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(elements) => 1 + elements.iter().map(weight).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(weight).sum::<usize>(),
        _ => 1,
    }
}

fn lookup<'m>(map: &'m Map<String, Value>, arguments: &[Resolved]) -> Option<&'m Value> {
    let [one] = arguments else { return None };
    let name = one.text().filter(|_| !one.symbolic)?;
    let any = || map.iter().find(|(key, _)| key.eq_ignore_ascii_case(&name)).map(|(_, it)| it);
    map.get(&name).or_else(any)
}

fn concat(values: Vec<Resolved>) -> Option<Resolved> {
    let symbolic = values.iter().any(|it| it.symbolic);
    if values.iter().all(|it| it.value.is_array()) {
        let elements = values.into_iter().filter_map(|it| match it.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        });
        return Some(Resolved::known(Value::Array(elements.flatten().collect())));
    }
    let texts: Option<String> = values.iter().map(Resolved::text).collect();
    Some(Resolved { value: Value::String(texts?), symbolic })
}

/// `format` with plain places: `{0}`, and `{{` and `}}` for braces.
fn format(pattern: &str, values: &[Resolved]) -> Option<Resolved> {
    let mut text = String::new();
    let mut symbolic = false;
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = brace.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = brace.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else {
            let (number, after) = brace.strip_prefix('{')?.split_once('}')?;
            let value = values.get(number.parse::<usize>().ok()?)?;
            text.push_str(&value.text()?);
            symbolic |= value.symbolic;
            rest = after;
        }
    }
    text.push_str(rest);
    Some(Resolved { value: Value::String(text), symbolic })
}

/// `resourceId` and `subscriptionResourceId`: up to `scopes` arguments come before the type.
fn resource_id(values: &[Resolved], scopes: usize) -> Option<Resolved> {
    let is_type = |it: &Resolved| {
        !it.symbolic && it.text().is_some_and(|text| text.contains('/') && text.contains('.'))
    };
    let at = values.iter().take(scopes + 1).position(is_type)?;
    let (before, rest) = values.split_at_checked(at)?;
    let (kind, names) = rest.split_first()?;
    let before: Vec<String> = before.iter().map(Resolved::text).collect::<Option<_>>()?;
    let (subscription, group) = match (scopes, before.as_slice()) {
        (_, []) => ("{subscription}", "{resourceGroup}"),
        (1, [subscription]) => (subscription.as_str(), ""),
        (_, [group]) => ("{subscription}", group.as_str()),
        (_, [subscription, group, ..]) => (subscription.as_str(), group.as_str()),
    };
    let scope = match scopes {
        1 => format!("/subscriptions/{subscription}"),
        _ => format!("/subscriptions/{subscription}/resourceGroups/{group}"),
    };
    let names: Vec<String> = names.iter().map(Resolved::text).collect::<Option<_>>()?;
    let id = super::id::of(&scope, &kind.text()?, &names.join("/"))?;
    let symbolic = values.iter().any(|it| it.symbolic);
    Some(Resolved { value: Value::String(id), symbolic })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(expression: &str, expected: &Value) {
        let parameters = json!({
            "name": {"defaultValue": "st"},
            "greeting": {"defaultValue": "[concat(parameters('name'), '-', variables('suffix'))]"},
            "list": {"defaultValue": ["203.0.113.0/24"]},
            "on": {"defaultValue": true},
            "open": {"type": "string"},
            "where": {"defaultValue": "[resourceGroup().location]"},
            "loop": {"defaultValue": "[parameters('loop')]"},
        });
        let variables = json!({"suffix": "01"});
        let scope = Scope::new(parameters.as_object().unwrap(), variables.as_object().unwrap());
        assert_eq!(scope.resolve(&json!({"name": expression}))["name"], *expected, "{expression}");
    }

    #[test]
    fn what_a_document_knows_is_resolved() {
        check("plain", &json!("plain"));
        check("[[not one]", &json!("[not one]"));
        check("['it''s']", &json!("it's"));
        check("[parameters('NAME')]", &json!("st"));
        check("[parameters('greeting')]", &json!("st-01"));
        check("[parameters('list')]", &json!(["203.0.113.0/24"]));
        check(
            "[concat(parameters('list'), parameters('list'))]",
            &json!(["203.0.113.0/24", "203.0.113.0/24"]),
        );
        check("[parameters('on')]", &json!(true));
        check("[ format( '{0}/{{{1}}}' , parameters('name'), 7 ) ]", &json!("st/{7}"));
        check("[toLower('ABC')]", &json!("abc"));
    }

    #[test]
    fn what_it_does_not_know_stays_itself() {
        for unknown in [
            "[parameters('open')]",
            "[parameters('missing')]",
            "[uniqueString(resourceGroup().id)]",
            "[if(equals(parameters('open'), 'a'), 'b', 'c')]",
            "[parameters('list')[0]]",
            "[toLower(parameters('open'))]",
            "[format('{0:N}', 7)]",
            "[broken(]",
        ] {
            check(unknown, &json!(unknown));
        }
        check("[parameters('where')]", &json!("[resourceGroup().location]"));
        check("[format('{0}/web', parameters('open'))]", &json!("[parameters('open')]/web"));
        check("[parameters('loop')]", &json!("[parameters('loop')]"));
    }

    #[test]
    fn ids_have_places_for_what_a_template_does_not_say() {
        check(
            "[resourceId('Microsoft.Storage/storageAccounts', parameters('open'))]",
            &json!(
                "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Storage/storageAccounts/[parameters('open')]"
            ),
        );
        check(
            "[resourceId('other', 'A.B/c/d', 'x', 'y')]",
            &json!("/subscriptions/{subscription}/resourceGroups/other/providers/A.B/c/x/d/y"),
        );
        check(
            "[resourceId('s', 'g', 'A.B/c', 'x')]",
            &json!("/subscriptions/s/resourceGroups/g/providers/A.B/c/x"),
        );
        check(
            "[subscriptionResourceId('A.B/c', 'x')]",
            &json!("/subscriptions/{subscription}/providers/A.B/c/x"),
        );
    }

    #[test]
    fn defaults_that_multiply_each_other_come_to_an_end() {
        let many =
            |of: &str| format!("[concat({})]", vec![format!("parameters('{of}')"); 200].join(","));
        let parameters = json!({
            "a": {"defaultValue": "x".repeat(100)},
            "b": {"defaultValue": many("a")},
            "c": {"defaultValue": many("b")},
            "d": {"defaultValue": many("c")},
            "e": {"defaultValue": many("d")},
        });
        let variables = Map::new();
        let scope = Scope::new(parameters.as_object().unwrap(), &variables);
        let resolved = scope.resolve(&json!({"name": "[parameters('e')]"}));
        assert!(resolved["name"].as_str().unwrap().len() < 1_000_000_000);
    }

    #[test]
    fn values_are_resolved_wholly_or_not_at_all() {
        let scope = (Map::new(), Map::new());
        let scope = Scope::new(&scope.0, &scope.1);
        let value = json!({"fullyQualifiedDomainNames": ["[concat('a.', parameters('x'))]"]});
        assert_eq!(scope.resolve(&value), value);
    }
}
