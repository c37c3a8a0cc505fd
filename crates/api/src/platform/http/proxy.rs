//! Who is calling, when proxies stand between the caller and this server.
//!
//! Invariant: a header is believed only as far as trusted networks wrote it. What an untrusted hop says about the hops before it may be
//! made up.

use actix_web::http::header::{HeaderMap, HeaderName};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The header in which proxies write who called them. Only one is read: a proxy that writes the one passes the other on as the caller
/// sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`: addresses with commas between them.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The networks that proxies are in, and the header that they write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    header: ForwardedHeader,
}

impl TrustedProxies {
    /// Reads networks such as `10.0.0.0/8, ::1`, with commas or spaces between them, and the name of the header.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn parse(networks: &str, header: &str) -> Result<Self, String> {
        let words = networks.split([',', ' ']).filter(|word| !word.is_empty());
        let networks = words.map(network).collect::<Result<_, _>>()?;
        let header = match header.to_ascii_lowercase().as_str() {
            "" | "x-forwarded-for" => ForwardedHeader::XForwardedFor,
            "forwarded" => ForwardedHeader::Forwarded,
            _ => return Err(format!("GM_FORWARDED_HEADER must be X-Forwarded-For or Forwarded, not `{header}`.")),
        };
        Ok(TrustedProxies { networks, header })
    }

    /// Whether no proxy is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.networks.is_empty()
    }

    /// Returns who called: the peer; or, when the peer is a trusted proxy, the last hop before it that is none. A hop that a proxy does not
    /// name, or not by its address, ends the search: the proxy itself counts then, since nothing before it can be known.
    #[must_use]
    pub fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut caller = peer.to_canonical();
        if self.is_empty() {
            return caller;
        }
        let mut hops = self.hops(headers).into_iter().rev();
        while self.trusts(caller) {
            match hops.next() {
                Some(Some(hop)) => caller = hop,
                Some(None) | None => break,
            }
        }
        caller
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// The hops that the header names, the nearest last; `None` for one without an address. Several lines are one list.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let (name, read): (_, fn(&str) -> Option<IpAddr>) = match self.header {
            ForwardedHeader::XForwardedFor => (HeaderName::from_static("x-forwarded-for"), address),
            ForwardedHeader::Forwarded => (HeaderName::from_static("forwarded"), node_of),
        };
        let lines = headers.get_all(name);
        lines
            .flat_map(|line| match line.to_str() {
                Ok(line) => match split(line, ',') {
                    Some(hops) => hops.into_iter().filter(|hop| !hop.trim().is_empty()).map(read).collect(),
                    None => vec![None],
                },
                Err(_) => vec![None],
            })
            .collect()
    }
}

fn network(word: &str) -> Result<IpNet, String> {
    let parsed = word.parse::<IpNet>().or_else(|_| word.parse::<IpAddr>().map(IpNet::from));
    parsed.map_err(|_| format!("GM_TRUSTED_PROXIES must be networks such as 10.0.0.0/8 or 127.0.0.1, not `{word}`."))
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::from);
    bare.or_else(with_port).or_else(in_brackets).map(|address| address.to_canonical())
}

/// The address in the `for` of an element of `Forwarded`.
fn node_of(element: &str) -> Option<IpAddr> {
    let mut pairs = split(element, ';')?.into_iter().filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    let value = value.trim();
    match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(quoted) => address(&quoted.replace('\\', "")),
        None => address(value),
    }
}

/// The parts between separators that are not in quotes. Returns `None` if a quote is left open: it would swallow what a proxy wrote after it.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == separator && !quoted => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    (!quoted).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn caller(header: &str, peer: &str, lines: &[&str]) -> String {
        let proxies = TrustedProxies::parse("10.0.0.0/8, 127.0.0.1 fd00::/8", header).unwrap();
        let mut headers = HeaderMap::new();
        let name = if header.is_empty() { "x-forwarded-for" } else { "forwarded" };
        for line in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        proxies.caller(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_last_untrusted_hop_is_the_caller() {
        for (peer, lines, expected) in [
            // Nobody who is not trusted is believed.
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["::ffff:198.51.100.1"], "198.51.100.1"),
            // What stands before it was sent by the caller.
            ("10.0.0.1", vec!["192.0.2.66, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["192.0.2.66", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", vec!["198.51.100.1, 10.0.0.3", "10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", vec!["198.51.100.1,, ,10.0.0.2,"], "198.51.100.1"),
            // Somebody within the trusted networks.
            ("10.0.0.1", vec!["10.0.0.9, 10.0.0.2"], "10.0.0.9"),
            ("127.0.0.1", vec!["198.51.100.1:4711"], "198.51.100.1"),
            ("fd00::1", vec!["[2001:db8::1]:4711"], "2001:db8::1"),
            ("fd00::1", vec!["2001:db8::1"], "2001:db8::1"),
            // A hop without an address hides everything before it.
            ("10.0.0.1", vec!["198.51.100.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", vec!["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", vec!["198.51.100.1", "\u{e9}"], "10.0.0.1"),
        ] {
            assert_eq!(caller("", peer, &lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn the_standard_header_is_read_in_the_same_way() {
        for (peer, lines, expected) in [
            ("203.0.113.9", vec!["for=198.51.100.1"], "203.0.113.9"),
            ("10.0.0.1", vec!["for=192.0.2.66, For=198.51.100.1;proto=https;by=10.0.0.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["proto=https; for=\"[2001:db8::1]:4711\""], "2001:db8::1"),
            ("10.0.0.1", vec!["for=\"198.51.100.1:80\"", "for=10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", vec!["for=198.51.100.1;host=\"a,b;for=192.0.2.66\""], "198.51.100.1"),
            ("10.0.0.1", vec!["for=192.0.2.66, host=\"\\\"\", for=10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", vec!["for=192.0.2.66, for=_hidden"], "10.0.0.1"),
            ("10.0.0.1", vec!["for=192.0.2.66, for=unknown"], "10.0.0.1"),
            // A quote that the caller left open.
            ("10.0.0.1", vec!["for=192.0.2.66;x=\", for=198.51.100.1"], "10.0.0.1"),
            ("10.0.0.1", vec!["for=192.0.2.66;x=\"", "for=198.51.100.1"], "198.51.100.1"),
        ] {
            assert_eq!(caller("Forwarded", peer, &lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn the_header_that_was_not_chosen_is_not_read() {
        let proxies = TrustedProxies::parse("10.0.0.1", "forwarded").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static("192.0.2.66"));
        assert_eq!(proxies.caller("10.0.0.1".parse().unwrap(), &headers).to_string(), "10.0.0.1");
    }

    #[test]
    fn what_is_no_network_or_no_header_is_refused() {
        assert!(TrustedProxies::parse("", "").unwrap().is_empty());
        for (networks, header) in [("10.0.0.0/33", ""), ("proxy.example", ""), ("10.0.0.1", "X-Real-IP"), ("10.0.0.0/8;::1", "")] {
            assert!(TrustedProxies::parse(networks, header).is_err(), "{networks} {header}");
        }
    }
}
