//! Numbers in place of the hashes in names that script and wasm have in common: a hash does not
//! compress. Each is as long as what it replaces, so that nothing else in the wasm moves.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What wasm-bindgen's names with a hash begin with.
const BEGINNINGS: [&[u8]; 2] = [b"__wbg_", b"wasm_bindgen__"];
const HASH: usize = 16;

/// Numbers the names in a script and in its wasm.
pub(crate) fn number(script: &Path, wasm: &Path) -> Result<()> {
    let (mut text, mut bytes) = (fs::read(script)?, fs::read(wasm)?);
    let mut numbers = BTreeMap::new();
    each(&mut text, |name, hash| {
        let next = numbers.len();
        let number = numbers.entry(name).or_insert_with(|| format!("{next:0HASH$}"));
        hash.copy_from_slice(number.as_bytes());
    });
    each(&mut bytes, |name, hash| {
        if let Some(number) = numbers.get(&name) {
            hash.copy_from_slice(number.as_bytes());
        }
    });
    fs::write(script, text)?;
    fs::write(wasm, bytes)?;
    Ok(())
}

/// Shows every name with a hash, and lets the hash be changed.
fn each(bytes: &mut [u8], mut change: impl FnMut(Vec<u8>, &mut [u8])) {
    let mut from = 0;
    while let Some(rest) = bytes.get_mut(from..).filter(|rest| !rest.is_empty()) {
        let letter = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let length = match BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning)) {
            true => rest.iter().take_while(letter).count(),
            false => 0,
        };
        let (name, _) = rest.split_at_mut(length);
        let whole = name.to_vec();
        if let Some((_, hash)) = name.split_last_chunk_mut::<HASH>()
            && hash.iter().all(u8::is_ascii_hexdigit)
        {
            change(whole, hash);
        }
        from += length.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gets_the_same_number_in_both() {
        let folder = std::env::temp_dir().join(format!("nsp-numbers-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (script, wasm) = (folder.join("a.js"), folder.join("a.wasm"));
        fs::write(&script, "__wbg_a_0123456789abcdef(); __wbg_b_fedcba9876543210; __wbg_set")
            .unwrap();
        fs::write(&wasm, b"\x18__wbg_b_fedcba9876543210\x00__wbg_a_0123456789abcdef\x00").unwrap();
        number(&script, &wasm).unwrap();
        let text = "__wbg_a_0000000000000000(); __wbg_b_0000000000000001; __wbg_set";
        assert_eq!(fs::read_to_string(&script).unwrap(), text);
        let bytes = b"\x18__wbg_b_0000000000000001\x00__wbg_a_0000000000000000\x00";
        assert_eq!(fs::read(&wasm).unwrap(), bytes);
        fs::remove_dir_all(&folder).unwrap();
    }
}
