//! Template expressions, as far as a document without a deployment can resolve them.
//!
//! Known are parameters that are given or have a default, variables, members of both, what an
//! inline deployment puts out, and a handful of functions over texts. What is not known stays as
//! its own text in brackets, the same wherever it stands, so that names that are equal in the
//! template are equal here.

mod parse;

use core::cell::Cell;
use std::rc::Rc;

use serde_json::{Map, Value};

use parse::{Expression, parse};

/// What expressions of one template may refer to.
#[derive(Clone)]
pub(super) struct Scope<'t> {
    template: &'t Map<String, Value>,
    /// The values that a deployment gives to the parameters of its template, by their names.
    given: Rc<Vec<(&'t str, Resolved)>>,
    /// The deployment whose template this is, where another template holds it.
    within: Option<Rc<str>>,
    subscription: Rc<str>,
    group: Rc<str>,
    /// What resolving may still cost, in values and stretches of text: defaults that multiply each
    /// other could otherwise cost any amount.
    budget: Rc<Cell<usize>>,
}

/// A value, or a text with unresolved expressions in it.
#[derive(Clone)]
struct Resolved {
    value: Value,
    symbolic: bool,
}

impl Resolved {
    fn known(value: Value) -> Self {
        Self { value, symbolic: false }
    }

    /// A value that was resolved elsewhere: a text in brackets was not.
    fn of(value: Value) -> Self {
        let symbolic = value.as_str().is_some_and(|it| it.starts_with('['));
        Self { value, symbolic }
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

/// What deploys a template within a template.
pub(super) const DEPLOYMENTS: &str = "Microsoft.Resources/deployments";

/// Far more than any template that can be deployed costs.
const BUDGET: usize = 400_000;

impl<'t> Scope<'t> {
    /// The scope of a template; where it would be deployed it does not say.
    pub(super) fn of(template: &'t Map<String, Value>) -> Self {
        Self {
            template,
            given: Rc::default(),
            within: None,
            subscription: "{subscription}".into(),
            group: "{resourceGroup}".into(),
            budget: Rc::new(Cell::new(BUDGET)),
        }
    }

    /// The scope of the template that an inline deployment holds.
    pub(super) fn within(&self, deployment: &'t Value) -> Option<Self> {
        self.deployed(deployment, DEPTH)
    }

    fn deployed(&self, deployment: &'t Value, depth: usize) -> Option<Self> {
        let properties = deployment.get("properties")?;
        let template = properties.get("template")?.as_object()?;
        let place = |key: &str, here: &Rc<str>| match deployment.get(key).and_then(Value::as_str) {
            Some(written) => {
                self.text(written, depth).text().map_or_else(|| here.clone(), Rc::from)
            }
            None => here.clone(),
        };
        let scope = Self {
            subscription: place("subscriptionId", &self.subscription),
            group: place("resourceGroup", &self.group),
            ..self.clone()
        };
        let evaluated = properties.pointer("/expressionEvaluationOptions/scope");
        if !evaluated.and_then(Value::as_str).is_some_and(|it| it.eq_ignore_ascii_case("inner")) {
            return Some(scope);
        }
        let name = deployment.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = self.text(name, depth).text().unwrap_or_default();
        let within = match &self.within {
            Some(outer) => format!("{outer}/{name}"),
            None => name,
        };
        let inner = Self { template, within: Some(within.into()), ..scope };
        let given = properties.get("parameters").and_then(Value::as_object);
        let given = given.into_iter().flatten().map(|(name, given)| {
            let value = match given.get("value") {
                Some(Value::String(text)) => self.text(text, depth),
                Some(value) => Resolved::known(self.member("", value, depth)),
                // A secret of a key vault.
                None => inner.symbolic(&format!("parameters('{name}')")),
            };
            (name.as_str(), value)
        });
        let given = Rc::new(given.collect());
        Some(Self { given, ..inner })
    }

    /// Where what it deploys is, as an ARM id.
    pub(super) fn place(&self) -> String {
        format!("/subscriptions/{}/resourceGroups/{}", self.subscription, self.group)
    }

    /// An expression that is not resolved. What means something else in each template says whose it
    /// is.
    fn symbolic(&self, source: &str) -> Resolved {
        const OWN: [&str; 4] = ["parameters(", "variables(", "copyindex(", "deployment("];
        let source = source.trim();
        let lower = source.to_ascii_lowercase();
        let text = match &self.within {
            Some(within) if OWN.iter().any(|it| lower.contains(it)) => {
                format!("[{within}: {source}]")
            }
            _ => format!("[{source}]"),
        };
        Resolved { value: Value::String(text), symbolic: true }
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
        parse(source)
            .map_or_else(|| self.symbolic(source), |expression| self.evaluate(&expression, depth))
    }

    fn evaluate(&self, expression: &Expression<'_>, depth: usize) -> Resolved {
        match expression {
            Expression::Text(text) => Resolved::known(Value::String(text.clone())),
            Expression::Number(number) => Resolved::known(Value::from(*number)),
            Expression::Member { of, path, source } => {
                self.resolved(source, depth, |depth| self.member_of(of, path, depth))
            }
            Expression::Call { name, arguments, source } => {
                self.resolved(source, depth, |depth| self.call(name, arguments, depth))
            }
        }
    }

    /// What an expression comes to, one step deeper, or else its own text.
    fn resolved(
        &self,
        source: &str,
        depth: usize,
        evaluate: impl FnOnce(usize) -> Option<Resolved>,
    ) -> Resolved {
        depth
            .checked_sub(1)
            .and_then(evaluate)
            .filter(|resolved| self.pay(weight(&resolved.value)))
            .unwrap_or_else(|| self.symbolic(source))
    }

    /// A member of what an expression comes to.
    fn member_of(
        &self,
        of: &Expression<'_>,
        path: &[Expression<'_>],
        depth: usize,
    ) -> Option<Resolved> {
        let path: Vec<Resolved> = path.iter().map(|it| self.evaluate(it, depth)).collect();
        if path.iter().any(|it| it.symbolic) {
            return None;
        }
        if let Expression::Call { name, arguments, .. } = of
            && name.eq_ignore_ascii_case("reference")
        {
            let path: Vec<&str> = path.iter().filter_map(|it| it.value.as_str()).collect();
            let ["outputs", output, "value"] = path.as_slice() else { return None };
            return self.output(&self.evaluate(arguments.first()?, depth), output, depth);
        }
        let whole = self.evaluate(of, depth);
        let found = path.iter().try_fold(&whole.value, |value, step| match &step.value {
            Value::String(name) => find(value.as_object()?, name),
            index => value.as_array()?.get(usize::try_from(index.as_i64()?).ok()?),
        });
        Some(Resolved::of(found?.clone()))
    }

    /// What an inline deployment of this template puts out, by its name or its id.
    fn output(&self, deployment: &Resolved, output: &str, depth: usize) -> Option<Resolved> {
        let name = deployment.text()?;
        let name = super::id::segments(&name).last()?.1;
        let resources = self.template.get("resources")?;
        let by_key = resources.as_object().and_then(|it| it.get(name));
        let is_it = |value: &&Value| {
            let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
            let own = value.get("name").and_then(Value::as_str).unwrap_or_default();
            kind.eq_ignore_ascii_case(DEPLOYMENTS)
                && self.text(own, depth).text().is_some_and(|it| it == name)
        };
        let all = || {
            let named = resources.as_object().into_iter().flat_map(Map::values);
            named.chain(resources.as_array().into_iter().flatten())
        };
        let found = by_key.or_else(|| {
            let mut found = all().filter(is_it);
            found.next().filter(|_| found.next().is_none())
        })?;
        let inner = self.deployed(found, depth)?;
        let outputs = found.pointer("/properties/template/outputs")?.as_object()?;
        inner.whole(find(outputs, output)?.get("value")?, depth)
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
                let name = only_name(&values)?;
                if let Some((_, given)) =
                    self.given.iter().find(|it| it.0.eq_ignore_ascii_case(&name))
                {
                    return Some(given.clone());
                }
                let parameter = find(self.of_template("parameters")?, &name)?;
                self.whole(parameter.get("defaultValue")?, depth)
            }
            "variables" => {
                self.whole(find(self.of_template("variables")?, &only_name(&values)?)?, depth)
            }
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
            "resourceid" => self.resource_id(&values, 2),
            "subscriptionresourceid" => self.resource_id(&values, 1),
            _ => None,
        }
    }

    fn of_template(&self, member: &str) -> Option<&'t Map<String, Value>> {
        self.template.get(member)?.as_object()
    }

    /// `resourceId` and `subscriptionResourceId`: up to `scopes` arguments come before the type.
    fn resource_id(&self, values: &[Resolved], scopes: usize) -> Option<Resolved> {
        let is_type = |it: &Resolved| {
            !it.symbolic && it.text().is_some_and(|text| text.contains('/') && text.contains('.'))
        };
        let at = values.iter().take(scopes + 1).position(is_type)?;
        let (before, rest) = values.split_at_checked(at)?;
        let (kind, names) = rest.split_first()?;
        let before: Vec<String> = before.iter().map(Resolved::text).collect::<Option<_>>()?;
        let (subscription, group) = match (scopes, before.as_slice()) {
            (_, []) => (&*self.subscription, &*self.group),
            (1, [subscription]) => (subscription.as_str(), ""),
            (_, [group]) => (&*self.subscription, group.as_str()),
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

/// The name that is the one argument of a call.
fn only_name(arguments: &[Resolved]) -> Option<String> {
    let [one] = arguments else { return None };
    one.text().filter(|_| !one.symbolic)
}

/// A member by its name, in whatever case.
fn find<'m>(map: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    let any = || map.iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1);
    map.get(name).or_else(any)
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
        let template = json!({"parameters": parameters, "variables": {"suffix": "01", "of": {"name": "[parameters('greeting')]"}}});
        let scope = Scope::of(template.as_object().unwrap());
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
        check("[parameters('list')[0]]", &json!("203.0.113.0/24"));
        check("[variables('of').Name]", &json!("st-01"));
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
            "[parameters('list')[7]]",
            "[parameters('list').name]",
            "[reference('other').outputs.id.value]",
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
        let template = json!({"parameters": parameters});
        let scope = Scope::of(template.as_object().unwrap());
        let resolved = scope.resolve(&json!({"name": "[parameters('e')]"}));
        assert!(resolved["name"].as_str().unwrap().len() < 1_000_000_000);
    }

    #[test]
    fn values_are_resolved_wholly_or_not_at_all() {
        let template = Map::new();
        let scope = Scope::of(&template);
        let value = json!({"fullyQualifiedDomainNames": ["[concat('a.', parameters('x'))]"]});
        assert_eq!(scope.resolve(&value), value);
    }
}
