//! The styles of the page as one file: asked for once, and compressed together.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Joins what `html` links to, in its order, into one file in `out`; `html` linking to that.
pub(crate) fn join(html: &str, out: &Path) -> Result<String> {
    let (mut page, mut styles, mut rest) = (String::new(), String::new(), html);
    while let Some((before, link, after)) = next_link(rest) {
        let name = name(link).context("a style sheet without an address")?;
        let file = out.join(name);
        styles += &fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        fs::remove_file(file)?;
        page += before;
        rest = after;
    }
    let hash: String =
        Sha256::digest(&styles).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = format!("styles-{hash}.css");
    fs::write(out.join(&file), styles)?;
    let rest = rest.replacen("</head>", &format!("{}\n</head>", link_to(&file)), 1);
    Ok(page + &rest)
}

fn link_to(file: &str) -> String {
    format!("<link rel=\"stylesheet\" href=\"./{file}\">")
}

/// What stands before the next link to a style sheet, the link, and what stands behind it.
fn next_link(html: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = html.split_once("<link rel=\"stylesheet\"")?;
    let (link, after) = rest.split_once('>')?;
    Some((before, link, after.trim_start_matches('\n')))
}

/// The name of the file that a link leads to.
fn name(link: &str) -> Option<&str> {
    let (name, _) = link.split_once("href=\"./")?.1.split_once('"')?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::{link_to, name, next_link};

    #[test]
    fn finds_what_trunk_writes() {
        let html = "<head>\n<link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n</head>";
        let (before, link, after) = next_link(html).unwrap();
        assert_eq!((before, name(link), after), ("<head>\n", Some("a-1.css"), "</head>"));
        assert!(next_link(after).is_none());
    }

    #[test]
    fn what_it_writes_it_finds() {
        let link = link_to("styles-1.css");
        assert_eq!(next_link(&link).map(|(_, link, _)| name(link)), Some(Some("styles-1.css")));
    }
}
