//! What the README shows of the command line is what the command line prints.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_worked_example_prints_what_the_readme_says() {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("a README");
    let mut shown = readme.split("```console\n$ nsp ").skip(1).peekable();
    assert!(shown.peek().is_some(), "the README has a worked example");
    for example in shown {
        let (command, rest) = example.split_once('\n').expect("a command line");
        let output = rest.split("```").next().expect("its output");
        let printed = Command::new(env!("CARGO_BIN_EXE_nsp"))
            .args(command.split(' '))
            .current_dir(&root)
            .output()
            .expect("nsp starts");
        assert_eq!(String::from_utf8_lossy(&printed.stdout), output, "{command}");
    }
}
