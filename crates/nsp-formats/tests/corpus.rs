use std::path::PathBuf;
#[test]
fn show() {
    let Some(folder) = std::env::var_os("NSP_CORPUS").map(PathBuf::from) else { return };
    for sub in ["rest", "arm"] {
        let mut files: Vec<_> =
            std::fs::read_dir(folder.join(sub)).unwrap().map(|it| it.unwrap().path()).collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let name = file.file_name().unwrap().to_str().unwrap();
            let import = nsp_formats::import(&[(name, &text)]).unwrap();
            println!("== {name}\n{}", import.value.to_text());
            for f in &import.findings {
                println!("{f}");
            }
        }
    }
}
