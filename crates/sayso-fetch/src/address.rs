//! Which addresses are public, and which others are allowed.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

/// What kind of address this is, if not a public one: `a loopback address`.
///
/// After IANA's registries of special-purpose addresses. An address of IPv6 that holds one of IPv4
/// (mapped, NAT64, 6to4, Teredo) is none, whatever it holds: it leads past rules for IPv4, and no
/// server that is meant to be read needs it.
///
/// ```
/// use sayso_fetch::special_kind;
///
/// assert_eq!(special_kind("192.168.1.1".parse().unwrap()), Some("a private address"));
/// assert_eq!(special_kind("93.184.215.14".parse().unwrap()), None);
/// ```
pub fn special_kind(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<&'static str> {
    Some(match address.octets() {
        [0, 0, 0, 0] => "the unspecified address",
        [0, ..] => "an address of this network",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "a private address",
        [100, 64..=127, ..] => "an address shared behind a provider's NAT",
        [127, ..] => "a loopback address",
        [169, 254, ..] => "a link-local address",
        [192, 0, 0, _] => "an address of protocols",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "an address of documentation",
        [192, 88, 99, _] => "a 6to4 relay",
        [198, 18 | 19, ..] => "an address of benchmarks",
        [224..=239, ..] => "a multicast address",
        [255, 255, 255, 255] => "the broadcast address",
        [240..=255, ..] => "a reserved address",
        _ => return None,
    })
}

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    Some(match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "the unspecified address",
        [0, 0, 0, 0, 0, 0, 0, 1] => "a loopback address",
        [0, 0, 0, 0, 0, 0xffff, ..] => "an IPv4-mapped address",
        [0, 0, 0, 0, 0xffff, 0, ..] => "an IPv4-translated address",
        [0, 0, 0, 0, 0, 0, ..] => "an IPv4-compatible address",
        [0x64, 0xff9b, ..] => "a NAT64 address",
        [0x100, 0, 0, ..] => "a discard address",
        [0x2001, 0, ..] => "a Teredo address",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => "an address of documentation",
        [0x2001, 0..=0x1ff, ..] => "an address of protocols",
        [0x2002, ..] => "a 6to4 address",
        [0xfc00..=0xfdff, ..] => "a unique local address",
        [0xfe80..=0xfebf, ..] => "a link-local address",
        [0xfec0..=0xfeff, ..] => "a site-local address",
        [0xff00..=0xffff, ..] => "a multicast address",
        // What is given out for use on the internet lies in 2000::/3.
        [0x2000..=0x3fff, ..] => return None,
        _ => "a reserved address",
    })
}

/// A network that is allowed though it is not public, with or without a port: `127.0.0.1:8080`,
/// `10.1.0.0/16`, `[fd00::]/8`, `[::1]:80`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
    port: Option<u16>,
}

impl Network {
    /// Whether the address lies in it. One of IPv6 never lies in a network of IPv4, though it
    /// hold an address of it.
    pub fn contains(&self, address: SocketAddr) -> bool {
        let same = match (self.address, address.ip()) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let differ = ours.to_bits() ^ theirs.to_bits();
                differ.checked_shr(32 - self.prefix).unwrap_or(0) == 0
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let differ = ours.to_bits() ^ theirs.to_bits();
                differ.checked_shr(128 - self.prefix).unwrap_or(0) == 0
            }
            _ => false,
        };
        same && self.port.is_none_or(|port| port == address.port())
    }
}

impl From<SocketAddr> for Network {
    fn from(address: SocketAddr) -> Network {
        Network { port: Some(address.port()), ..Network::from(address.ip()) }
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Network {
        Network { address, prefix: if address.is_ipv4() { 32 } else { 128 }, port: None }
    }
}

/// Why a [`Network`] could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address: give 127.0.0.1, 127.0.0.1:8080, [::1]:8080 or 10.1.0.0/16")]
pub struct NetworkError(String);

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(written: &str) -> Result<Network, NetworkError> {
        let wrong = || NetworkError(written.to_owned());
        let trimmed = written.trim();
        if let Ok(address) = trimmed.parse::<SocketAddr>() {
            return Ok(address.into());
        }
        let (address, prefix) = match trimmed.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (trimmed, None),
        };
        let bare = address.strip_prefix('[').and_then(|a| a.strip_suffix(']')).unwrap_or(address);
        let mut network = Network::from(bare.parse::<IpAddr>().map_err(|_| wrong())?);
        if let Some(prefix) = prefix {
            let prefix: u32 = prefix.parse().map_err(|_| wrong())?;
            if prefix > network.prefix {
                return Err(wrong());
            }
            network.prefix = prefix;
        }
        Ok(network)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => SocketAddr::new(self.address, port).fmt(f),
            None if Network::from(self.address).prefix == self.prefix => self.address.fmt(f),
            None => write!(f, "{}/{}", self.address, self.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_public() {
        for (address, kind) in [
            ("0.0.0.0", "the unspecified address"),
            ("0.1.2.3", "an address of this network"),
            ("10.0.0.1", "a private address"),
            ("100.64.0.1", "an address shared behind a provider's NAT"),
            ("127.8.8.8", "a loopback address"),
            ("169.254.169.254", "a link-local address"),
            ("172.31.255.255", "a private address"),
            ("192.0.0.1", "an address of protocols"),
            ("192.0.2.1", "an address of documentation"),
            ("192.88.99.1", "a 6to4 relay"),
            ("192.168.0.1", "a private address"),
            ("198.19.0.1", "an address of benchmarks"),
            ("198.51.100.1", "an address of documentation"),
            ("203.0.113.1", "an address of documentation"),
            ("224.0.0.251", "a multicast address"),
            ("240.0.0.1", "a reserved address"),
            ("255.255.255.255", "the broadcast address"),
            ("::", "the unspecified address"),
            ("::1", "a loopback address"),
            ("::ffff:127.0.0.1", "an IPv4-mapped address"),
            ("::ffff:8.8.8.8", "an IPv4-mapped address"),
            ("::ffff:0:10.0.0.1", "an IPv4-translated address"),
            ("::127.0.0.1", "an IPv4-compatible address"),
            ("64:ff9b::7f00:1", "a NAT64 address"),
            ("64:ff9b:1::a00:1", "a NAT64 address"),
            ("100::1", "a discard address"),
            ("2001::1", "a Teredo address"),
            ("2001:2::1", "an address of protocols"),
            ("2001:20::1", "an address of protocols"),
            ("2001:db8::1", "an address of documentation"),
            ("2002:7f00:1::", "a 6to4 address"),
            ("3fff::1", "an address of documentation"),
            ("4000::1", "a reserved address"),
            ("5f00::1", "a reserved address"),
            ("fd00::1", "a unique local address"),
            ("fe80::1", "a link-local address"),
            ("fec0::1", "a site-local address"),
            ("ff02::1", "a multicast address"),
        ] {
            assert_eq!(special_kind(address.parse().unwrap()), Some(kind), "{address}");
        }
        for address in
            ["1.1.1.1", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1"]
        {
            assert_eq!(special_kind(address.parse().unwrap()), None, "{address}");
        }
        for address in ["2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1"] {
            assert_eq!(special_kind(address.parse().unwrap()), None, "{address}");
        }
    }

    #[test]
    fn networks_are_written_and_read() {
        for written in [
            "127.0.0.1",
            "127.0.0.1:8080",
            "10.0.0.0/8",
            "::1",
            "[::1]:80",
            "fd00::/8",
            "0.0.0.0/0",
        ] {
            let network: Network = written.parse().unwrap();
            assert_eq!(network.to_string(), written);
        }
        for written in ["", "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/8:80", "1.2.3"] {
            assert!(written.parse::<Network>().is_err(), "{written:?}");
        }
    }

    #[test]
    fn what_lies_in_a_network() {
        for (network, address, lies) in [
            ("127.0.0.1:8080", "127.0.0.1:8080", true),
            ("127.0.0.1:8080", "127.0.0.1:8081", false),
            ("127.0.0.1", "127.0.0.1:8081", true),
            ("10.0.0.0/8", "10.255.0.1:80", true),
            ("10.0.0.0/8", "11.0.0.1:80", false),
            ("0.0.0.0/0", "11.0.0.1:80", true),
            ("::/0", "[fd00::1]:80", true),
            ("0.0.0.0/0", "[::ffff:10.0.0.1]:80", false),
            ("127.0.0.1", "[::ffff:127.0.0.1]:80", false),
            ("fd00::/8", "[fd12::1]:80", true),
            ("fd00::/8", "[fe80::1]:80", false),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), lies, "{network} {address}");
        }
    }
}
