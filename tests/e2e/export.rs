//! What is taken away: the drawing as SVG and PNG, the matrix, the comparison as Markdown.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::browser::visit;
use crate::page::Page;
use crate::storage::saved;

/// A folder that the browser writes its downloads to.
struct Folder(PathBuf);

impl Folder {
    async fn of(page: &Page, name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("nsp-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let parameters = json!({ "behavior": "allow", "downloadPath": path });
        page.cdp("Browser.setDownloadBehavior", parameters).await;
        Self(path)
    }

    /// What the browser has written under a name.
    async fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(saved(self.0.join(name)).await).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let path: &Path = &self.0;
        drop(std::fs::remove_dir_all(path));
    }
}

async fn open(page: &Page, width: u32) {
    match width {
        390 => page.more("Export").await,
        _ => page.press("Export").await,
    }
    page.wait("#export[open] .nsp-export__row").await;
}

#[test]
fn the_drawing_is_saved_as_a_picture_that_opens_anywhere() {
    visit(async |page| {
        let folder = Folder::of(page, "pictures").await;
        for (width, scheme) in [(1440, "light"), (390, "dark")] {
            page.view(width, 844, scheme).await;
            open(page, width).await;
            page.picture(&format!("export-{width}-{scheme}")).await;
            page.click("[title='Save: Drawing as SVG']").await;
            page.click("[title='Save: Drawing as PNG']").await;
            let svg =
                String::from_utf8(folder.file("retail-before-enforcement.svg").await).unwrap();
            for part in ["<svg", "198.51.100.20", "stweb", "nsp-retail", "Transition", "</svg>"] {
                assert!(svg.contains(part), "no {part}");
            }
            assert!(!svg.contains("var(--"), "its colours are its own");
            let alone = "const done = arguments[1]; const image = new Image(); \
                image.onload = () => done([image.naturalWidth, image.naturalHeight]); \
                image.onerror = () => done(null); \
                image.src = 'data:image/svg+xml,' + encodeURIComponent(arguments[0])";
            let size = page.client.execute_async(alone, vec![json!(svg)]).await.unwrap();
            let size: (u32, u32) = serde_json::from_value(size).unwrap();
            assert!(600 < size.0 && 200 < size.1, "{size:?}");
            let png = folder.file("retail-before-enforcement.png").await;
            assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
            let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
            let twice = |side: u32, whole: u32| side.abs_diff(whole * 2) <= 2;
            assert!(twice(number(16), size.0) && twice(number(20), size.1), "at twice its size");
            for name in ["retail-before-enforcement.svg", "retail-before-enforcement.png"] {
                std::fs::remove_file(folder.0.join(name)).unwrap();
            }
            page.client.refresh().await.unwrap();
            page.wait(".nsp-top").await;
        }
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn the_matrix_is_saved_as_csv_and_markdown() {
    visit(async |page| {
        let folder = Folder::of(page, "matrix").await;
        open(page, 1440).await;
        page.click("[title='Save: Matrix as CSV']").await;
        let csv = String::from_utf8(folder.file("retail-before-enforcement.csv").await).unwrap();
        assert!(csv.lines().count() > 10 && csv.contains("198.51.100.20"), "{csv}");
        page.click("[title='Save: Matrix as Markdown']").await;
        let markdown =
            String::from_utf8(folder.file("retail-before-enforcement.md").await).unwrap();
        assert!(markdown.contains("| ") && markdown.contains("198.51.100.20"), "{markdown}");
    });
}

#[test]
fn a_comparison_is_copied_as_markdown() {
    visit(async |page| {
        let keep = "window.copied = []; navigator.clipboard.writeText = \
                    async t => { window.copied.push(t) }";
        for (width, scheme) in [(1440, "light"), (390, "dark")] {
            page.view(width, 844, scheme).await;
            page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
            page.script(keep, vec![]).await;
            page.press("Copy as Markdown").await;
            page.wait_text(".nsp-notices__one", "Copied the comparison as Markdown.").await;
            let copied = page.script("return window.copied[0]", vec![]).await;
            let copied = copied.as_str().unwrap();
            for part in ["198.51.100.20", "stweb", "Transition", "Enforced", "Allowed", "Denied"] {
                assert!(copied.contains(part), "no {part} in {copied}");
            }
            page.reload().await;
        }
    });
}
