//! The styles of the page as two files: of the first screen, and of what is fetched later.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// What marks a link to styles that nothing on the first screen has.
const LATER: &str = " data-later";

/// Joins what `html` links to, in its order, into two files in `out`; `html` linking to the one,
/// and telling of the other, which is fetched with the first part of the page that is.
pub(crate) fn join(html: &str, out: &Path) -> Result<String> {
    let (mut page, mut first, mut later) = (String::new(), String::new(), String::new());
    let mut rest = html;
    while let Some((before, link, after)) = next_link(rest) {
        let name = name(link).context("a style sheet without an address")?;
        let file = out.join(name);
        let styles = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let joined = if link.contains(LATER) { &mut later } else { &mut first };
        *joined += &shortened(&styles);
        fs::remove_file(file)?;
        page += before;
        rest = after;
    }
    let first = write(out, "styles", &first)?;
    let later = write(out, "later", &later)?;
    let told = format!("{}\n<meta name=\"nsp-later\" content=\"./{later}\">", link_to(&first));
    let rest = rest.replacen("</head>", &format!("{told}\n</head>"), 1);
    Ok(page + &rest)
}

/// Writes a file that is named by its content.
fn write(out: &Path, name: &str, styles: &str) -> Result<String> {
    let hash = Sha256::digest(styles);
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = format!("{name}-{hash}.css");
    fs::write(out.join(&file), styles)?;
    Ok(file)
}

/// The styles without comments and without blanks that mean nothing. What is quoted stays.
fn shortened(styles: &str) -> String {
    let mut short = String::with_capacity(styles.len());
    for (place, piece) in without_comments(styles).split('"').enumerate() {
        if place > 0 {
            short.push('"');
        }
        if place % 2 == 1 {
            short += piece;
            continue;
        }
        for letter in piece.chars() {
            let last = short.chars().next_back().unwrap_or('{');
            match letter {
                _ if letter.is_whitespace() => {
                    if !last.is_whitespace() && !"{};,:".contains(last) {
                        short.push(' ');
                    }
                }
                '{' | '}' | ';' | ',' => {
                    if last == ' ' || (letter == '}' && last == ';') {
                        short.pop();
                    }
                    short.push(letter);
                }
                _ => short.push(letter),
            }
        }
    }
    short
}

fn without_comments(styles: &str) -> String {
    let mut rest = styles.split("/*");
    let first = rest.next().unwrap_or_default().to_owned();
    rest.filter_map(|comment| comment.split_once("*/")).fold(first, |text, it| text + it.1)
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
    use super::{LATER, join, link_to, name, next_link, shortened};

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

    #[test]
    fn shortens_what_means_nothing() {
        let styles =
            "/* a; b */\n@layer ui {\n  .a, .b > i:hover { margin: 0 1px;\n    color: red; }\n}\n";
        assert_eq!(shortened(styles), "@layer ui{.a,.b > i:hover{margin:0 1px;color:red}}");
        let quoted = "a::after { content: \"; {  }\"; }";
        assert_eq!(shortened(quoted), "a::after{content:\"; {  }\"}");
        let query = "@media (min-width: 1px) and (hover) { a { width: calc(1px + 2px) } }";
        let short = "@media (min-width:1px) and (hover){a{width:calc(1px + 2px)}}";
        assert_eq!(shortened(query), short);
    }

    #[test]
    fn what_is_later_is_told_and_not_linked() {
        let out = std::env::temp_dir().join(format!("nsp-styles-{}", std::process::id()));
        std::fs::create_dir_all(&out).unwrap();
        std::fs::write(out.join("a.css"), "a { b: c }").unwrap();
        std::fs::write(out.join("d.css"), "d { e: f }").unwrap();
        let link = |name| format!("<link rel=\"stylesheet\" href=\"./{name}\"");
        let html = format!("<head>{}/>{}{LATER}/></head>", link("a.css"), link("d.css"));
        let page = join(&html, &out).unwrap();
        let mut files: Vec<_> = std::fs::read_dir(&out)
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let [later, first] = files.as_slice() else { panic!("{files:?}") };
        assert!(page.contains(&link_to(first)) && !page.contains(&link_to(later)), "{page}");
        assert!(page.contains(&format!("content=\"./{later}\"")), "{page}");
        assert_eq!(std::fs::read_to_string(out.join(later)).unwrap(), "d{e:f}");
        std::fs::remove_dir_all(&out).unwrap();
    }
}
