//! Names of outbound rules.

use std::net::IpAddr;

use nsp_core::FqdnPattern;

use super::context::{Context, belongs, refused};
use super::{Advice, Gravity};
use crate::finding::{Kind, bare_host};
use crate::request::is_host;

pub(super) fn advise(context: &Context<'_>, text: &str) -> Vec<Advice> {
    if text.parse::<IpAddr>().is_ok() || text.parse::<ipnet::IpNet>().is_ok() {
        return vec![belongs(text, "an address", "the address prefixes of an inbound rule")];
    }
    let name = text.strip_prefix("*.").unwrap_or(text);
    if !is_host(name) {
        let advice = refused(&Kind::NotAHost(text.to_owned()));
        return vec![match bare_host(text) {
            Some(host) => advice.or(host),
            None => advice,
        }];
    }
    let mut advice = Vec::new();
    if !name.contains('.') {
        let message = format!("`{text}` is one label. Write the whole name, with its domain.");
        advice.push(Advice::new(Gravity::Said, message));
    }
    if name != text {
        let message =
            "A leading `*.` is taken for one or more labels, which no document of Azure’s says.";
        advice.push(Advice::new(Gravity::Said, message.to_owned()));
    }
    let covers = |wide: &str, narrow: &str| {
        let same = wide.trim_end_matches('.').eq_ignore_ascii_case(narrow.trim_end_matches('.'));
        same || FqdnPattern::new(wide).covers(narrow) == Some(true)
    };
    if let Some(within) = context.beside.iter().find(|it| covers(it, text)) {
        let kind = Kind::Overlap { text: text.to_owned(), within: (*within).to_owned() };
        advice.push(Advice::found(Gravity::Said, &kind).or(""));
    } else if let Some((within, rule)) = context.elsewhere.iter().find(|(it, _)| covers(it, text)) {
        let message = format!("Rule `{rule}` has `{within}`, which holds `{text}` already.");
        advice.push(Advice::new(Gravity::Noted, message));
    }
    advice
}
