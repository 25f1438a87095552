//! The content security policy of the published page: its own files, and no connection else.

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// `html` with the policy first in its head, before anything it governs.
///
/// The inline scripts of the page and those that trunk wrote are allowed by their hashes, no others
/// are.
pub(crate) fn inject(html: &str, frames: Frames) -> Result<String> {
    if html.contains("Content-Security-Policy") {
        bail!("the page has a content security policy already: remove it from web");
    }
    if html.contains("<style") {
        bail!("the policy forbids inline styles: move <style> to web/styles");
    }
    let (before, after) = html.split_once("<head>").context("the page has no <head>")?;
    let scripts: String = inline_scripts(html).map(|script| format!(" {}", hash(script))).collect();
    let policy = [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval'{scripts}"),
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        frames.directive(),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ");
    Ok(format!(
        "{before}<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"
    ))
}

/// Whether a page may hold others.
#[derive(Clone, Copy)]
pub(crate) enum Frames {
    None,
    Own,
}

impl Frames {
    const fn directive(self) -> &'static str {
        match self {
            Self::None => "frame-src 'none'",
            Self::Own => "frame-src 'self'",
        }
    }
}

/// The texts of the script elements that name no file.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

fn hash(script: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::{Frames, hash, inject, inline_scripts};

    /// The example of the CSP specification.
    #[test]
    fn hashes_as_browsers_do() {
        let expected = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        assert_eq!(hash("alert('Hello, world.');"), expected);
    }

    #[test]
    fn allows_the_inline_script_and_comes_first() {
        let html = "<html><head><script type=\"module\">\nstart();\n</script>\
                    <script src=\"./a.js\"></script></head></html>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["\nstart();\n"]);
        let page = inject(html, Frames::Own).unwrap();
        assert!(page.starts_with("<html><head>\n<meta http-equiv=\"Content-Security-Policy\""));
        assert!(page.contains("frame-src 'self'"));
        assert!(page.contains(&hash("\nstart();\n")));
        assert_eq!(page.matches("sha256-").count(), 1);
        assert!(page.ends_with(html.strip_prefix("<html><head>").unwrap()));
    }

    #[test]
    fn refuses_what_the_policy_would_break() {
        assert!(inject("<head><style>a {}</style></head>", Frames::None).is_err());
        assert!(inject("<body></body>", Frames::None).is_err());
        let once = inject("<head></head>", Frames::None).unwrap();
        assert!(inject(&once, Frames::None).is_err());
    }
}
