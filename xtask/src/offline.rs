//! The service worker of the published page: it keeps every file for a day without a network.

use crate::run::root;
use crate::sizes::files;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Beside the page, for a worker governs the folder it stands in.
const FILE: &str = "offline.js";

/// `html` telling the page of its worker. A page that is not told, as in `serve`, has none.
pub(crate) fn announce(html: &str) -> Result<String> {
    let (before, after) = html.split_once("</head>").context("index.html has no </head>")?;
    Ok(format!("{before}<meta name=\"nsp-offline\" content=\"{FILE}\">\n</head>{after}"))
}

/// Writes the worker for the files that are in `out` now.
pub(crate) fn write(out: &Path) -> Result<()> {
    let template = fs::read_to_string(root().join("web").join(FILE))?;
    let worker = out.join(FILE);
    if worker.exists() {
        fs::remove_file(&worker)?;
    }
    let mut kept = Vec::new();
    for file in files(out)? {
        let name = file.strip_prefix(out)?.components().map(|part| part.as_os_str());
        let name: Vec<_> = name.map(|part| part.to_string_lossy()).collect();
        kept.push((name.join("/"), fs::read(&file)?));
    }
    fs::write(worker, script(&template, &kept))?;
    Ok(())
}

/// The template behind what it is about. Any change of any file is another version.
fn script(template: &str, files: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new_with_prefix(template);
    let mut list = String::new();
    for (name, content) in files {
        hash.update(name);
        hash.update(Sha256::digest(content));
        // The page is asked for by its folder.
        let address = if name == "index.html" { "./" } else { name };
        list += &format!("  {address:?},\n");
    }
    let version: String =
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("const version = {version:?};\nconst files = [\n{list}];\n\n{template}")
}

#[cfg(test)]
mod tests {
    use super::{announce, script};

    fn page(text: &str) -> Vec<(String, Vec<u8>)> {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        vec![file("fonts/inter.woff2", "font"), file("index.html", text)]
    }

    #[test]
    fn lists_every_file_and_the_page_by_its_folder() {
        let script = script("template();", &page("one"));
        assert!(
            script.contains("const files = [\n  \"fonts/inter.woff2\",\n  \"./\",\n];"),
            "{script}"
        );
        assert!(script.ends_with("\n\ntemplate();"), "{script}");
    }

    #[test]
    fn another_content_is_another_version() {
        let version = |text, template| {
            let script = script(template, &page(text));
            script.lines().next().unwrap_or_default().to_owned()
        };
        assert_eq!(version("one", "a"), version("one", "a"));
        assert_ne!(version("one", "a"), version("two", "a"));
        assert_ne!(version("one", "a"), version("one", "b"));
    }

    #[test]
    fn the_page_is_told_within_its_head() {
        let page = announce("<head><title>x</title></head><body></body>").unwrap();
        assert!(page.contains("<meta name=\"nsp-offline\" content=\"offline.js\">\n</head><body>"));
        assert!(announce("<body></body>").is_err());
    }
}
