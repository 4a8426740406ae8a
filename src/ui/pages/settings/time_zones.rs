//! The time zones to choose from: one for each region with a time of its own, which keeps the list short.

const ZONES: [&str; 48] = [
    "Europe/Warsaw",
    "UTC",
    "Atlantic/Reykjavik",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Amsterdam",
    "Europe/Berlin",
    "Europe/Zurich",
    "Europe/Vienna",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Copenhagen",
    "Europe/Oslo",
    "Europe/Stockholm",
    "Europe/Budapest",
    "Europe/Vilnius",
    "Europe/Riga",
    "Europe/Tallinn",
    "Europe/Helsinki",
    "Europe/Kyiv",
    "Europe/Bucharest",
    "Europe/Sofia",
    "Europe/Athens",
    "Europe/Istanbul",
    "Asia/Jerusalem",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Asia/Tbilisi",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "America/Halifax",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
];

/// Returns the choices as value and label; the current zone comes first if the list does not contain it.
pub fn choices(current: &str) -> Vec<(String, String)> {
    let extra = (!ZONES.contains(&current)).then_some(current);
    extra
        .into_iter()
        .chain(ZONES)
        .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_zone_is_always_a_choice() {
        for zone in ["Europe/Warsaw", "Antarctica/Troll"] {
            assert!(choices(zone).iter().any(|(value, _)| value == zone), "{zone}");
        }
        assert_eq!(choices("Europe/Warsaw").len(), ZONES.len());
    }
}
