//! A whole address space, and the part of it that matters.

use std::net::IpAddr;

use nsp_analysis::AddressSet;
use nsp_formats::number::grouped;
use web_sys::Element;
use yew::prelude::*;

use super::window::{Family, Window};
use crate::ui::{Button, Symbol};

/// Width in units of the drawing.
const WIDTH: f64 = 576.0;
/// What is narrower is not seen.
const LEAST: f64 = 2.0;
/// How many rows the table has at most.
const ROWS: usize = 200;

#[derive(Properties, PartialEq)]
pub(super) struct AddressBarProps {
    /// What changes, and what that is called.
    pub(super) changed: AddressSet,
    pub(super) word: AttrValue,
    /// Whether it is lost.
    pub(super) hot: bool,
    /// What access rules admit.
    pub(super) kept: AddressSet,
    /// What a mend would admit, where one is offered.
    pub(super) mended: Option<AddressSet>,
}

/// IPv4, or IPv6 where that is concerned. A press on the lower bar goes into the eighth that was
/// pressed; so do the buttons.
#[component]
pub(super) fn AddressBar(props: &AddressBarProps) -> Html {
    let AddressBarProps { changed, word, hot, kept, mended } = props;
    let moved = use_state_eq(|| None::<(AddressSet, Window)>);
    let here = moved.as_ref().filter(|(of, _)| of == changed).map(|(_, window)| *window);
    let has = |family: Family| !family.of(changed).is_empty();
    let usual = if has(Family::V4) { Family::V4 } else { Family::V6 };
    let here = here.unwrap_or_else(|| Window::around(changed, usual));
    let whole = Window::whole(here.family());
    let go = {
        let (moved, changed) = (moved.clone(), changed.clone());
        Callback::from(move |window: Window| moved.set(Some((changed.clone(), window))))
    };
    let onclick = {
        let go = go.clone();
        Callback::from(move |event: MouseEvent| {
            let bar = event.target_dyn_into::<Element>().and_then(|it| it.closest("svg").ok()?);
            if let Some(rect) = bar.map(|it| it.get_bounding_client_rect()) {
                let share = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
                if !here.is_narrowest() {
                    go.emit(here.narrower(share));
                }
            }
        })
    };
    let (from, to) = here.within(whole);
    let (from, to) = (from * WIDTH, (to * WIDTH).max(from * WIDTH + LEAST));
    let ink = if *hot { "lost" } else { "change" };
    let funnel = format!("M{from:.1} 24V30L0 40M{to:.1} 24V30L{WIDTH} 40");
    let rows = if mended.is_some() { 84 } else { 62 };
    let extra = mended.as_ref().map(|it| it.difference(changed).difference(kept));
    let said = format!(
        "{word}: {}. The lower bar is {here}. The same stands in the table below.",
        grouped(&here.family().of(changed).count())
    );
    let view = format!("0 0 {WIDTH} {}", rows + 20);
    let step = |label: &'static str, symbol: Symbol, to: Option<Window>| {
        let on_press = to.map(|to| go.reform(move |()| to)).unwrap_or_default();
        html! { <Button {label} icon={symbol} bare=true disabled={to.is_none()} {on_press} /> }
    };
    let family = |of: Family| {
        let window = Window::around(changed, of);
        let on_press = go.reform(move |()| window);
        html! { <Button label={of.name()} pressed={Some(here.family() == of)} {on_press} /> }
    };
    html! {
        <div class="nsp-bar">
            <div class="nsp-bar__head">
                if has(Family::V4) && has(Family::V6) {
                    {family(Family::V4)}
                    {family(Family::V6)}
                    <span><code>{here.to_string()}</code></span>
                } else {
                    <span>{here.family().name()}{", "}<code>{here.to_string()}</code></span>
                }
                {step("Before this", Symbol::Up, here.beside(false))}
                {step("Behind this", Symbol::Down, here.beside(true))}
                {step("Zoom in", Symbol::Plus, (!here.is_narrowest()).then(|| here.towards(changed)))}
                {step("Zoom out", Symbol::Minus, (!here.is_whole()).then(|| here.wider()))}
            </div>
            <svg class="nsp-bar__space" viewBox={view} role="img" aria-label={said} {onclick}>
                <defs>
                    <pattern id="bar-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <path class="nsp-bar__hatch" d="M0 0V4" />
                    </pattern>
                </defs>
                {lane(8, 14, whole, &[(kept, "kept"), (changed, ink)])}
                <path class="nsp-bar__tick" d={(1..8).map(|at| format!("M{} 8v14", f64::from(at) * WIDTH / 8.0)).collect::<String>()} />
                <path class="nsp-bar__funnel" d={funnel} />
                {lane(40, 18, here, &[(kept, "kept"), (changed, ink)])}
                if let (Some(mended), Some(extra)) = (mended, &extra) {
                    {lane(62, 18, here, &[(&mended.difference(extra), "kept"), (extra, "extra")])}
                }
                { for here.ticks().enumerate().map(|(at, address)| {
                    let x = at as f64 * WIDTH / 8.0;
                    let label = match (at, address) {
                        (_, IpAddr::V4(address)) => short(here, address.octets()),
                        (0 | 4, IpAddr::V6(address)) => address.to_string(),
                        (_, IpAddr::V6(_)) => String::new(),
                    };
                    let long = (at == 4 && address.is_ipv6()).then_some("true");
                    html! {<>
                        <path class="nsp-bar__tick" d={format!("M{x} {rows}v-4")} />
                        <text class="nsp-bar__label" data-long={long} x={(x + 3.0).to_string()} y={(rows + 14).to_string()}>{label}</text>
                    </>}
                }) }
            </svg>
            <p class="nsp-bar__key">
                <span data-ink={ink}>{word.clone()}</span>
                <span data-ink="kept">{if mended.is_some() { "Kept or mended by a rule" } else { "Kept by a rule" }}</span>
                if extra.as_ref().is_some_and(|it| !it.is_empty()) {
                    <span data-ink="extra">{"Over-granted"}</span>
                }
            </p>
            {table(changed, word, kept, extra.as_ref())}
        </div>
    }
}

/// The last octet that tells the ticks of a window apart, and what is before it where it is not 0.
fn short(window: Window, octets: [u8; 4]) -> String {
    let octets_of = |at: usize| match window.ticks().nth(at) {
        Some(IpAddr::V4(address)) => Some(address.octets()),
        _ => None,
    };
    let place = octets_of(0).zip(octets_of(1)).map(|(one, other)| {
        let pairs = one.into_iter().zip(other);
        pairs.enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).next().unwrap_or(3)
    });
    match place.unwrap_or(3) {
        0 => format!("{}.", octets.first().copied().unwrap_or_default()),
        at => {
            let octet = octets.get(at).copied().unwrap_or_default();
            format!(".{octet}{}", if at < 3 { "." } else { "" })
        }
    }
}

fn lane(y: u32, height: u32, window: Window, sets: &[(&AddressSet, &'static str)]) -> Html {
    let stripes = sets.iter().flat_map(|(set, ink)| {
        window.stretches(set, LEAST / 2.0 / WIDTH).into_iter().map(move |(from, to)| {
            let width = ((to - from) * WIDTH).max(LEAST);
            let x = (from * WIDTH).min(WIDTH - width);
            html! {
                <rect class="nsp-bar__stripe" data-ink={*ink} fill={(*ink == "extra").then_some("url(#bar-hatch)")} x={format!("{x:.2}")} y={y.to_string()}
                    width={format!("{width:.2}")} height={height.to_string()} />
            }
        })
    });
    html! {<>
        <rect class="nsp-bar__lane" x="0" y={y.to_string()} width={WIDTH.to_string()} height={height.to_string()} rx="2" />
        { for stripes }
    </>}
}

/// What the bar shows, in words.
fn table(changed: &AddressSet, word: &str, kept: &AddressSet, extra: Option<&AddressSet>) -> Html {
    let sets = [(Some(changed), word), (Some(kept), "Kept by a rule"), (extra, "Over-granted")];
    let of = |(set, word): (Option<&AddressSet>, &str)| {
        let word = word.to_owned();
        let prefixes: Vec<_> = set.into_iter().flat_map(AddressSet::prefixes).collect();
        prefixes.into_iter().map(move |prefix| {
            html! {
                <tr>
                    <td><code>{prefix.to_string()}</code></td>
                    <td>{grouped(&AddressSet::from(prefix).count())}</td>
                    <td>{word.clone()}</td>
                </tr>
            }
        })
    };
    let mut rows: Vec<Html> = sets.into_iter().flat_map(of).collect();
    let all = rows.len();
    rows.truncate(ROWS);
    html! {
        <details class="nsp-bar__table">
            <summary>{format!("The same as a table, {all} rows")}</summary>
            <table>
                <thead><tr><th scope="col">{"Prefix"}</th><th scope="col">{"Addresses"}</th><th scope="col">{"What becomes of them"}</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            if all > ROWS {
                <p>{format!("The first {ROWS} rows. All are in the CSV.")}</p>
            }
        </details>
    }
}
