//! The measures of the drawing: two densities, and how long a text is.

/// How much room things take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Roomy,
    Dense,
}

impl Density {
    /// The density for a canvas of this height that shows so many sources.
    #[must_use]
    pub fn of(height: f64, sources: usize) -> Self {
        if height < 420.0 || 12 < sources { Self::Dense } else { Self::Roomy }
    }

    /// Its measures.
    #[must_use]
    pub const fn measures(self) -> Measures {
        match self {
            Self::Roomy => ROOMY,
            Self::Dense => DENSE,
        }
    }

    /// The value of `data-density`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roomy => "roomy",
            Self::Dense => "dense",
        }
    }
}

/// Lengths in pixels at a zoom of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    pub row: f64,
    pub group_head: f64,
    pub group_gap: f64,
    pub frame_head: f64,
    pub frame_pad: f64,
    pub frame_gap: f64,
    pub lane_head: f64,
    pub lane_pad: f64,
    pub lane_gap: f64,
    pub card: f64,
    pub card_gap: f64,
    /// The row at the end of a lane that says how many cards are folded away.
    pub more: f64,
    /// The radius of an edge's corners.
    pub corner: f64,
    /// Ports on a card keep this far apart.
    pub port: f64,
    /// Ports on a row keep this far apart.
    pub row_port: f64,
    /// A port this near to a row's height moves there, so that the edge runs straight.
    pub snap: f64,
}

const ROOMY: Measures = Measures {
    row: 36.0,
    group_head: 26.0,
    group_gap: 18.0,
    frame_head: 32.0,
    frame_pad: 14.0,
    frame_gap: 28.0,
    lane_head: 30.0,
    lane_pad: 10.0,
    lane_gap: 18.0,
    card: 112.0,
    card_gap: 12.0,
    more: 30.0,
    corner: 9.0,
    port: 15.0,
    row_port: 13.0,
    snap: 18.0,
};

const DENSE: Measures = Measures {
    row: 24.0,
    group_head: 20.0,
    group_gap: 8.0,
    frame_head: 25.0,
    frame_pad: 8.0,
    frame_gap: 16.0,
    lane_head: 23.0,
    lane_pad: 6.0,
    lane_gap: 9.0,
    card: 44.0,
    card_gap: 6.0,
    more: 24.0,
    corner: 6.0,
    port: 10.0,
    row_port: 9.0,
    snap: 10.0,
};

/// How wide the columns are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breadth {
    pub margin: f64,
    pub sources: f64,
    pub frame: f64,
    pub destinations: f64,
    /// The least that the left gutter takes, and the right one.
    pub gutters: (f64, f64),
    /// From one upright to the next, where there is room.
    pub track: f64,
}

impl Breadth {
    /// The same with gutters that are not narrower than these.
    #[must_use]
    pub const fn keeping(mut self, (left, right): (f64, f64)) -> Self {
        self.gutters = (self.gutters.0.max(left), self.gutters.1.max(right));
        self
    }

    /// The breadth for a canvas of this width.
    #[must_use]
    pub const fn of(width: f64) -> Self {
        if width < SLIM_BELOW {
            SLIM
        } else if width < 860.0 {
            NARROW
        } else {
            WIDE
        }
    }
}

const WIDE: Breadth = Breadth {
    margin: 26.0,
    sources: 228.0,
    frame: 346.0,
    destinations: 172.0,
    gutters: (86.0, 76.0),
    track: 12.0,
};

const NARROW: Breadth = Breadth {
    margin: 12.0,
    sources: 156.0,
    frame: 290.0,
    destinations: 124.0,
    gutters: (66.0, 60.0),
    track: 9.0,
};

/// Half of a split screen, or a frame in a document.
const SLIM: Breadth = Breadth {
    margin: 6.0,
    sources: 132.0,
    frame: 214.0,
    destinations: 104.0,
    gutters: (44.0, 40.0),
    track: 6.0,
};
const SLIM_BELOW: f64 = 600.0;

/// How a picture is laid out: how tightly, and how wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    pub density: Density,
    pub breadth: Breadth,
}

impl Form {
    /// The form for a canvas that shows so many sources.
    #[must_use]
    pub fn of(width: f64, height: f64, sources: usize) -> Self {
        Self { density: Density::of(height, sources), breadth: Breadth::of(width) }
    }
}

/// From the frame to its lanes, and from a lane to its cards.
pub const LANE_INSET: f64 = 10.0;
pub const CARD_INSET: f64 = 9.0;

/// About how wide a text is, by its size in pixels.
#[must_use]
pub fn width(text: &str, size: f64, mono: bool) -> f64 {
    if mono {
        return text.chars().count() as f64 * size * 0.6;
    }
    let em: f64 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | ' ' => 0.29,
            'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 0.38,
            'm' | 'w' | 'M' | 'W' | '…' => 0.88,
            'A'..='Z' | '0'..='9' => 0.66,
            _ => 0.585,
        })
        .sum();
    em * size
}

/// The text, shortened to the room there is: in its middle where Azure would print it, since ids
/// differ at both ends, else at its end.
#[must_use]
pub fn fit(text: &str, room: f64, size: f64, mono: bool) -> String {
    if width(text, size, mono) <= room {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut kept = characters.len();
    loop {
        kept = kept.saturating_sub(1);
        let (head, tail) = if mono { (kept.div_ceil(2), kept / 2) } else { (kept, 0) };
        let head: String = characters.iter().take(head).collect();
        let tail: String = characters.iter().skip(characters.len() - tail).collect();
        let short = format!("{}…{tail}", head.trim_end());
        if kept <= 1 || width(&short, size, mono) <= room {
            return short;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shortened_to_its_room() {
        assert_eq!(fit("203.0.113.0/24", 200.0, 12.0, true), "203.0.113.0/24");
        let short = fit("11111111-1111-1111-1111-111111111111", 120.0, 12.0, true);
        assert!(short.starts_with("1111") && short.ends_with("1111") && short.contains('…'));
        assert!(width(&short, 12.0, true) <= 120.0);
        assert_eq!(fit("network security perimeter", 60.0, 12.0, false), "network…");
        assert_eq!(fit("", 0.0, 12.0, false), "");
    }
}
