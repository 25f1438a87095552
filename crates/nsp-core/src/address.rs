//! Address prefixes as people and Azure write them.

use alloc::string::String;
use core::fmt;
use core::net::IpAddr;

use ipnet::IpNet;

/// One address prefix as written, with the addresses it stands for.
///
/// A bare address is its /32 or /128. Host bits may be set: they are masked away for matching and
/// stay in the text. Text in brackets is an unresolved expression and stands for no known range.
///
/// ```
/// use nsp_core::AddressPrefix;
/// let office = AddressPrefix::parse("203.0.113.7/24")?;
/// assert_eq!(office.as_str(), "203.0.113.7/24");
/// assert_eq!(office.net(), Some("203.0.113.0/24".parse().unwrap()));
/// assert!(office.has_host_bits());
/// assert!(AddressPrefix::parse("*").is_err());
/// # Ok::<(), nsp_core::PrefixError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AddressPrefix {
    text: String,
    /// Truncated to its prefix length. `None` only for an expression.
    net: Option<IpNet>,
}

impl AddressPrefix {
    /// Reads a prefix.
    ///
    /// # Errors
    ///
    /// [`PrefixError`] says what is wrong with the text. `*` is refused, as Azure has no such
    /// prefix.
    pub fn parse(text: &str) -> Result<Self, PrefixError> {
        let text = text.trim();
        let net = if text.starts_with('[') { None } else { Some(net_of(text)?) };
        Ok(Self { text: String::from(text), net })
    }

    /// The prefix as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The range, with host bits masked; `None` for an unresolved expression.
    #[must_use]
    pub fn net(&self) -> Option<IpNet> {
        self.net
    }

    /// Whether the text has bits set behind its prefix length.
    #[must_use]
    pub fn has_host_bits(&self) -> bool {
        let written = self.text.split('/').next().and_then(|address| address.parse().ok());
        self.net.zip(written).is_some_and(|(net, address): (IpNet, IpAddr)| net.addr() != address)
    }

    /// How many leading bits the range's first address shares with an address; `None` where they
    /// are of two families or the range is not known.
    #[must_use]
    pub fn shared_bits(&self, address: IpAddr) -> Option<u32> {
        match (self.net?.network(), address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => Some((u32::from(a) ^ u32::from(b)).leading_zeros()),
            (IpAddr::V6(a), IpAddr::V6(b)) => Some((u128::from(a) ^ u128::from(b)).leading_zeros()),
            _ => None,
        }
    }

    /// Whether the prefix covers every address of its family.
    #[must_use]
    pub fn is_whole_family(&self) -> bool {
        self.net.is_some_and(|net| net.prefix_len() == 0)
    }
}

impl fmt::Debug for AddressPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn net_of(text: &str) -> Result<IpNet, PrefixError> {
    if text.is_empty() {
        return Err(PrefixError::Empty);
    }
    if text == "*" {
        return Err(PrefixError::Star);
    }
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().map_err(|_| PrefixError::NotAnAddress)?;
    let max = if address.is_ipv4() { 32 } else { 128 };
    let length = match length {
        None => max,
        Some(length) if length.bytes().all(|byte| byte.is_ascii_digit()) => length
            .parse()
            .ok()
            .filter(|length| *length <= max)
            .ok_or(PrefixError::Length { max })?,
        Some(_) => return Err(PrefixError::Length { max }),
    };
    IpNet::new(address, length).map(|net| net.trunc()).map_err(|_| PrefixError::Length { max })
}

/// Why a text is no address prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrefixError {
    /// There is no text.
    Empty,
    /// `*`: Azure accepts no such prefix; every IPv4 address is `0.0.0.0/0`.
    Star,
    /// The part before the slash is no IPv4 or IPv6 address.
    NotAnAddress,
    /// The part behind the slash is no number from 0 to `max`.
    Length {
        /// 32 or 128.
        max: u8,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_prefix() {
        let check = |text: &str, expected: Result<&str, PrefixError>| {
            let found = AddressPrefix::parse(text).map(|prefix| prefix.net());
            assert_eq!(found, expected.map(|net| net.parse().ok()), "{text}");
        };
        check("203.0.113.7", Ok("203.0.113.7/32"));
        check(" 203.0.113.7/24 ", Ok("203.0.113.0/24"));
        check("2001:db8::1", Ok("2001:db8::1/128"));
        check("::/0", Ok("::/0"));
        check("[parameters('prefix')]", Ok(""));
        check("*", Err(PrefixError::Star));
        check("", Err(PrefixError::Empty));
        check("203.0.113.0/33", Err(PrefixError::Length { max: 32 }));
        check("203.0.113.0/", Err(PrefixError::Length { max: 32 }));
        check("203.0.113.0/+8", Err(PrefixError::Length { max: 32 }));
        check("2001:db8::/129", Err(PrefixError::Length { max: 128 }));
        check("203.0.113/24", Err(PrefixError::NotAnAddress));
    }
}
